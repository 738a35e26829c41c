package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Tests {@code take-over.lua}: claiming conversations whose leases have ended. */
@NullUnmarked
class TakeOverTest extends TwoReplicas {

    @Test
    void takesNoConversationOverBeforeItsLeaseHasEnded() {
        claim(FIRST);

        assertThat(now(other.claims().claim(CONVERSATION))).isEmpty();
        assertThat(overdue()).isEmpty();
    }

    @Test
    void takesAConversationOverWhenItsLeaseHasEnded() {
        Turn first = claimBriefly(FIRST);

        Turn second = awaitTakeOver(other);

        assertThat(second.activity()).isEqualTo(FIRST);
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.waited()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        assertThat(second.lease().fence()).isNotEqualTo(first.lease().fence());
    }

    @Test
    void letsOneReplicaTakeOverWhenManyTry() {
        claimBriefly(FIRST);
        await().untilAsserted(() -> assertThat(overdue()).isNotEmpty());

        List<Optional<StartedTurn>> taken =
                atOnce(40, number -> (number % 2 == 0 ? ledger : other).claims().claim(CONVERSATION));

        assertThat(taken.stream().flatMap(Optional::stream)).hasSize(1);
    }

    @Test
    void countsEveryStartOfATurn() {
        Turn turn = claim(FIRST);
        for (int attempt = 2; attempt <= 5; attempt++) {
            now(ledger.leases().release(turn.lease(), Duration.ZERO));
            turn = takeOver(ledger);
            assertThat(turn.attempt()).isEqualTo(attempt);
        }
    }

    @Test
    void reportsATurnThatItCannotReadAndGoesOnWithTheNextOnceThatIsDead() {
        Turn first = claim(FIRST);
        accept(SECOND);
        now(REDIS.api().hset(List.of(Keys.turn(CONVERSATION, first.id()), "activity", "{")));
        now(ledger.leases().release(first.lease(), Duration.ZERO));

        StartedTurn unreadable = now(other.claims().claim(CONVERSATION)).orElseThrow();

        assertThat(unreadable).isInstanceOf(UnreadableTurn.class);
        assertThat(unreadable.id()).isEqualTo(first.id());
        assertThat(field(first, "state")).isEqualTo("running");
        assertThat(now(other.endings().deadLetter((UnreadableTurn) unreadable, true))
                        .next()
                        .map(Turn.class::cast)
                        .map(Turn::activity))
                .contains(SECOND);
        assertThat(field(first, "state")).isEqualTo("dead");
        assertThat(now(ledger.sweeps().look(CONVERSATION.partition(), 0)).deadLetters())
                .isEqualTo(1);
    }

    @Test
    void givesATurnTheTraceOfItsRequest() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        now(ledger.claims().accept(CONVERSATION, FIRST, trace, false));

        assertThat(takeOver(other).trace()).isEqualTo(trace);
    }
}
