package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.conversation.Exchange;
import io.parley.conversation.Remark;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Tests the history that {@code complete.lua} writes. */
@NullUnmarked
class HistoryTest extends TwoReplicas {

    @Test
    void writesHistoryWithTheEndOfTheTurn() {
        Turn turn = claim(FIRST);
        now(ledger.records().recordAnswer(turn, ANSWER));
        assertThat(history()).isEmpty();

        complete(turn);

        assertThat(history()).isEqualTo(ANSWER.remembered());
        assertThat(field(turn, "state")).isEqualTo("done");
        assertThat(field(turn, "activity")).isEmpty();
        assertThat(field(turn, "answer")).isEmpty();
    }

    @Test
    void trimsHistoryToTheExchangesThatAreKept() {
        ReplicaLedger forgetful = ledger("conversation.max-messages", "3", "conversation.grows-to", "3");
        Turn first = claim(forgetful, FIRST);
        accept(SECOND);
        Turn second = now(forgetful.endings().complete(first, answer("one", "two"), List.of(), true))
                .next()
                .map(Turn.class::cast)
                .orElseThrow();
        now(forgetful.endings().complete(second, answer("three", "four"), List.of(), true));

        assertThat(history()).extracting(Remark::content).containsExactly("three", "four");
    }

    /** Between two cuts each prompt begins like the one before, so that the service has most of it in its cache. */
    @Test
    void growsHistoryToItsHighMarkAndCutsItAtAQuestion() {
        ReplicaLedger growing = ledger("conversation.max-messages", "4", "conversation.grows-to", "8");
        List<List<String>> shown = IntStream.rangeClosed(1, 9)
                .mapToObj(turn -> {
                    Activity message = Samples.message("c", Integer.toString(turn), "text");
                    Turn claimed = claim(growing, message);
                    now(growing.endings().complete(claimed, answer("q" + turn, "a" + turn), List.of(), true));
                    return claimed.state().history().stream()
                            .map(Exchange::question)
                            .toList();
                })
                .toList();

        assertThat(shown)
                .containsExactly(
                        List.of(),
                        List.of("q1"),
                        List.of("q1", "q2"),
                        List.of("q1", "q2", "q3"),
                        List.of("q3", "q4"),
                        List.of("q3", "q4", "q5"),
                        List.of("q5", "q6"),
                        List.of("q5", "q6", "q7"),
                        List.of("q7", "q8"));
    }

    @Test
    void goesOnWithoutAMessageOfHistoryThatItCannotRead() {
        complete(claim(FIRST));
        now(REDIS.api().lset(CONVERSATION.key("history"), "1", "{"));

        Turn second = claim(ledger(), SECOND);

        assertThat(second.state().history()).extracting(Exchange::answers).containsExactly(List.of());
    }

    @Test
    void readsAnElementWithLineFeeds() {
        complete(claim(FIRST));
        now(REDIS.api().lset(CONVERSATION.key("history"), "1", "{\n\"role\":\"assistant\",\n\"content\":\"a\"}\n"));

        Turn second = claim(ledger(), SECOND);

        assertThat(second.state().history()).extracting(Exchange::answers).containsExactly(List.of("a"));
    }

    @Test
    void startsHistoryOverWhenTheAnswerForgets() {
        Turn first = claim(FIRST);
        accept(SECOND);
        Turn second = complete(first).orElseThrow();

        now(ledger.endings().complete(second, forgetting(), List.of(), true));

        assertThat(history()).isEmpty();
    }
}
