package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.activity.Samples;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationKey;
import io.parley.conversation.ConversationState;
import io.parley.conversation.Exchange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Tests {@code complete.lua}: the end of a turn, and the start of the next. */
@NullUnmarked
class CompleteTest extends TwoReplicas {

    @Test
    void runsTurnsOfAConversationOneAfterTheOther() {
        Turn first = claim(FIRST);
        assertThat(accept(SECOND).claimed()).isEmpty();
        assertThat(now(other.claims().accept(CONVERSATION, THIRD, "", true)).claimed())
                .isEmpty();
        assertThat(overdue()).isEmpty();

        Turn second = complete(first).orElseThrow();
        Turn third = complete(second).orElseThrow();

        assertThat(second.activity()).isEqualTo(SECOND);
        assertThat(third.activity()).isEqualTo(THIRD);
        assertThat(complete(third)).isEmpty();
        assertThat(overdue()).isEmpty();
        assertThat(claim(Samples.message("c", "4", "fourth")).attempt()).isEqualTo(1);
    }

    @Test
    void keepsTheIdsOfWhatWasSentLast() {
        Turn turn = claim(FIRST);
        for (int number = 2; number <= 40; number++) {
            accept(Samples.message("c", Integer.toString(number), "next"));
            List<String> sent = List.of("a" + turn.id().value() + "x".repeat(200), number + "-last");
            turn = now(ledger.endings().complete(turn, ANSWER, sent, true))
                    .next()
                    .map(Turn.class::cast)
                    .orElseThrow();
        }

        assertThat(isSent("40-last")).isTrue();
        assertThat(isSent("39-last")).isTrue();
        assertThat(isSent("2-last")).isFalse();
        assertThat(now(REDIS.api().hstrlen(CONVERSATION.key("conversation"), SentMessages.FIELD))
                        .toInteger())
                .isBetween(3_500, 4_096);
    }

    @Test
    void keepsNoIdThatIsNone() {
        now(ledger.endings().complete(claim(FIRST), ANSWER, List.of("x".repeat(5_000), "a\nb", "c"), true));

        assertThat(List.of(isSent("a"), isSent("b"), isSent("c"))).containsExactly(false, false, true);
    }

    private boolean isSent(String id) {
        return now(other.sentMessages().include(Samples.one("webchat-message", json -> {
            ((ObjectNode) json.get("conversation")).put("id", "c");
            json.put("replyToId", id);
        })));
    }

    @Test
    void greetsAgainWhereItWasRemovedFrom() {
        Turn first = claim(FIRST);
        accept(SECOND);
        accept(THIRD);
        Turn second = next(first, new Answer(List.of("Hello"), List.of(), false, true, false));
        assertThat(second.state().welcomed()).isTrue();

        Turn third = next(second, new Answer(List.of(), List.of(), true, false, false, true, null));

        assertThat(third.state()).isEqualTo(ConversationState.none());
    }

    @Test
    void endsATurnOnceAlthoughItIsAskedToTwice() {
        Turn first = claim(FIRST);
        accept(SECOND);

        Turn second = complete(first).orElseThrow();
        Turn secondAgain = complete(first).orElseThrow();

        assertThat(history()).isEqualTo(ANSWER.remembered());
        assertThat(secondAgain.id()).isEqualTo(second.id());
        assertThat(secondAgain.lease()).isEqualTo(second.lease());
        assertThat(secondAgain.attempt()).isEqualTo(second.attempt()).isEqualTo(1);
        assertThat(complete(secondAgain)).isEmpty();
        assertThat(complete(secondAgain)).isEmpty();
        assertThat(history()).hasSize(4);
    }

    @Test
    void goesOnWithNothingWhereThereIsNoRoomForMore() {
        Turn first = claim(FIRST);
        accept(SECOND);

        assertThat(now(ledger.endings().complete(first, ANSWER, List.of(), false))
                        .next())
                .isEmpty();

        assertThat(overdue()).containsExactly(CONVERSATION);
        assertThat(takeOver(other).activity()).isEqualTo(SECOND);
    }

    @Test
    void goesBackBehindAnotherConversationThatWaits() {
        List<String> names = samePartition(3);
        ConversationKey busy = conversation(names.get(0));
        ConversationKey newcomer = conversation(names.get(1));
        Turn first = now(ledger.claims().accept(busy, Samples.message(names.get(0), "1", "text"), "", true))
                .claimed()
                .map(Turn.class::cast)
                .orElseThrow();
        now(ledger.claims().accept(busy, Samples.message(names.get(0), "2", "text"), "", true));
        assertThat(now(other.claims().accept(newcomer, Samples.message(names.get(1), "1", "text"), "", false))
                        .waits())
                .isTrue();

        Handover handover = now(ledger.endings().complete(first, ANSWER, List.of(), true));

        assertThat(handover).isEqualTo(new Handover(Optional.empty(), Optional.of(busy), Optional.of(newcomer)));
        assertThat(now(ledger.sweeps().look(busy.partition(), 10)).overdue())
                .extracting(Waiting::conversation, Waiting::returned)
                .containsExactly(tuple(newcomer, false), tuple(busy, true));
        await().untilAsserted(() -> assertThat(now(other.claims().claim(busy)).map(Turn.class::cast))
                .get()
                .extracting(Turn::attempt)
                .isEqualTo(1));
    }

    @Test
    void knowsThatATurnHasEndedThoughTheConversationWentBackAndTheAnswerWasLost() {
        Turn first = claim(FIRST);
        accept(SECOND);
        now(ledger.endings().complete(first, ANSWER, List.of(), false));
        await().until(() -> now(other.claims().claim(CONVERSATION)).isPresent());

        assertThat(now(ledger.endings().complete(first, ANSWER, List.of(), false))
                        .next())
                .isEmpty();
        assertThat(history()).isEqualTo(ANSWER.remembered());
    }

    @Test
    void leavesAnEmptyConversationToNobodyWhereThereIsNoRoomForMore() {
        now(ledger.endings().complete(claim(FIRST), ANSWER, List.of(), false));

        assertThat(overdue()).isEmpty();
        assertThat(accept(SECOND).claimed()).isPresent();
    }

    @Test
    void startsATurnWithWhatIsKnownOfItsConversation() {
        Turn first = claim(FIRST);
        accept(SECOND);

        Turn second = next(first, ANSWER);

        assertThat(first.state()).isEqualTo(ConversationState.none());
        assertThat(second.state()).isEqualTo(new ConversationState(false, Exchange.of(ANSWER.remembered())));
        now(ledger.leases().release(second.lease(), Duration.ZERO));
        assertThat(takeOver(other).state()).isEqualTo(second.state());
        assertThat(accept(SECOND).claimed()).isEmpty();
    }

    @Test
    void remembersThatAConversationWasWelcomed() {
        Turn first = claim(FIRST);
        accept(SECOND);

        Turn second = next(first, welcoming());
        assertThat(second.state().welcomed()).isTrue();
        complete(second);

        assertThat(claim(THIRD).state().welcomed()).isTrue();
    }

    private static Answer welcoming() {
        return new Answer(List.of("Hello"), List.of(), false, true, false);
    }
}
