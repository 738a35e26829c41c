package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.parley.activity.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Tests {@code look.lua}: what waits in a partition, and in which order. */
@NullUnmarked
class LookTest extends TwoReplicas {

    @Test
    void findsTheLongestWaitingFirst() {
        List<String> names = samePartition(4);
        names.forEach(name -> {
            now(ledger.claims().accept(conversation(name), Samples.message(name, "1", "text"), "", false));
            awaitNextMillisecond();
        });

        assertThat(now(ledger.sweeps().look(conversation(names.get(0)).partition(), 3))
                        .overdue())
                .extracting(Waiting::conversation)
                .isEqualTo(
                        names.stream().limit(3).map(TwoReplicas::conversation).toList());
    }

    @Test
    void letsThoseComeFirstWhoHaveNotHadTheirShare() {
        List<String> names = samePartition(3);
        String served = names.get(0);
        Turn turn = now(ledger.claims().accept(conversation(served), Samples.message(served, "1", "text"), "", true))
                .claimed()
                .map(Turn.class::cast)
                .orElseThrow();
        now(ledger.endings().complete(turn, ANSWER, List.of(), true));
        Stream.of(served, names.get(1), names.get(1), names.get(2))
                .forEach(name -> now(
                        ledger.claims().accept(conversation(name), Samples.message(name, null, "text"), "", false)));

        assertThat(now(ledger.sweeps().look(CONVERSATION.partition(), 10)).overdue())
                .extracting(Waiting::conversation, Waiting::returned)
                .containsExactlyInAnyOrder(
                        tuple(conversation(names.get(2)), false),
                        tuple(conversation(served), true),
                        tuple(conversation(names.get(1)), true));
    }

    @Test
    void seesHowManyConversationsWaitAndForHowLong() {
        List<String> names = samePartition(4);
        names.forEach(
                name -> now(ledger.claims().accept(conversation(name), Samples.message(name, "1", "text"), "", false)));
        awaitNextMillisecond();

        Backlog seen = now(ledger.sweeps().look(CONVERSATION.partition(), 3));

        assertThat(seen.waiting()).isEqualTo(4);
        assertThat(seen.longestWait()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(10));
        assertThat(seen.overdue()).hasSize(3);
        assertThat(seen.namesAll()).isFalse();
    }

    @Test
    void seesWhatThereIsToDo() {
        assertThat(now(ledger.sweeps().look(CONVERSATION.partition(), 10)))
                .isEqualTo(new Backlog(0, Duration.ZERO, 0, 0, Duration.ZERO, Optional.empty(), List.of()));
        Turn turn = claim(FIRST);
        accept(SECOND);
        awaitNextMillisecond();

        Backlog running = now(ledger.sweeps().look(CONVERSATION.partition(), 10));
        assertThat(running.unfinished()).isEqualTo(2);
        assertThat(running.oldest()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(10));
        assertThat(running.next())
                .hasValueSatisfying(next -> assertThat(next).isBetween(Duration.ZERO, Duration.ofSeconds(3)));
        assertThat(running.overdue()).isEmpty();

        now(ledger.endings().deadLetter(turn, "reason", false, false));
        Backlog left = now(ledger.sweeps().look(CONVERSATION.partition(), 10));
        assertThat(left.unfinished()).isEqualTo(1);
        assertThat(left.deadLetters()).isEqualTo(1);
        assertThat(waiting(left)).containsExactly(CONVERSATION);
        assertThat(now(ledger.sweeps().look(CONVERSATION.partition(), 0)).overdue())
                .isEmpty();
    }

    private static void awaitNextMillisecond() {
        long before = millisecond();
        await().pollDelay(Duration.ZERO).until(() -> millisecond() > before);
    }
}
