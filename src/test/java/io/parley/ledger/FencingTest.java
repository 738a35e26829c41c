package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that every script refuses the fence of a former lease. */
@NullUnmarked
class FencingTest extends TwoReplicas {

    static Stream<Arguments> writes() {
        return Map.<String, BiFunction<ReplicaLedger, Turn, Uni<?>>>of(
                        "renew", (ledger, turn) -> ledger.renew(turn.lease()),
                        "recordAnswer", (ledger, turn) -> ledger.records().recordAnswer(turn, ANSWER),
                        "recordSent", (ledger, turn) -> ledger.records().recordSent(turn, 1))
                .entrySet()
                .stream()
                .map(write -> Arguments.of(write.getKey(), write.getValue()));
    }

    static Stream<Arguments> endings() {
        return Map.<String, BiFunction<ReplicaLedger, Turn, Uni<?>>>of(
                        "complete", (ledger, turn) -> ledger.endings().complete(turn, ANSWER, List.of(), true),
                        "complete without room",
                                (ledger, turn) -> ledger.endings().complete(turn, ANSWER, List.of(), false),
                        "dead-letter", (ledger, turn) -> ledger.endings().deadLetter(turn, "reason", true, true))
                .entrySet()
                .stream()
                .map(write -> Arguments.of(write.getKey(), write.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"writes", "endings"})
    void refusesWritesOfAReplicaThatLostTheConversation(String name, BiFunction<ReplicaLedger, Turn, Uni<?>> write) {
        Turn lost = claimBriefly(FIRST);
        awaitTakeOver(other);

        assertRefusedWithoutEffect(write, lost);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"writes", "endings"})
    void refusesWritesOfAReplicaThatGaveTheConversationBack(
            String name, BiFunction<ReplicaLedger, Turn, Uni<?>> write) {
        Turn given = claim(FIRST);
        now(ledger.leases().release(given.lease(), Duration.ZERO));

        assertRefusedWithoutEffect(write, given);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writes")
    void refusesWritesAfterTheConversationStartedAnew(String name, BiFunction<ReplicaLedger, Turn, Uni<?>> write) {
        Turn ended = endedBeforeAnother();

        assertRefusedWithoutEffect(write, ended);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void endsNoTurnAgainAfterTheConversationStartedAnew(String name, BiFunction<ReplicaLedger, Turn, Uni<?>> end) {
        Turn ended = endedBeforeAnother();
        Map<String, String> before = contents();

        assertThat(now(end.apply(ledger, ended)))
                .isEqualTo(new Handover(Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void writesNothingToATurnThatRanOutOfItsLifetime() {
        Turn turn = claim(FIRST);
        now(REDIS.api().del(List.of(Keys.turn(CONVERSATION, turn.id()))));

        assertThatThrownBy(() -> now(ledger.records().recordAnswer(turn, ANSWER)))
                .isInstanceOf(TurnException.LeaseLost.class);
        now(ledger.leases().releaseUnstarted(turn.lease()));

        assertThat(REDIS.immortalKeys()).isEmpty();
    }

    private Turn endedBeforeAnother() {
        Turn ended = claim(FIRST);
        complete(ended);
        now(other.claims().accept(CONVERSATION, SECOND, "", true));
        return ended;
    }

    private void assertRefusedWithoutEffect(BiFunction<ReplicaLedger, Turn, Uni<?>> write, Turn turn) {
        Map<String, String> before = contents();

        assertThatThrownBy(() -> now(write.apply(ledger, turn))).isInstanceOf(TurnException.LeaseLost.class);

        assertThat(contents()).isEqualTo(before);
    }
}
