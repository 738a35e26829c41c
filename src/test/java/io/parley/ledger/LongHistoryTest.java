package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationKey;
import io.parley.conversation.Exchange;
import io.parley.conversation.Remark;
import io.parley.redis.TestRedis;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A conversation with few but long messages. */
class LongHistoryTest {

    @RegisterExtension
    static final TestRedis REDIS = new TestRedis();

    private static final ConversationKey CONVERSATION = ConversationKey.of(message(0));
    private static final String HISTORY = CONVERSATION.key("history");

    private final ReplicaLedger ledger = ReplicaLedger.in(REDIS, Settings.with("conversation.max-bytes", "4096"));

    @Test
    void keepsTheNewestExchangesThatFit() {
        say(1, "q".repeat(1000), "a".repeat(1000));
        say(2, "r".repeat(1000), "b".repeat(1000));

        assertThat(say(3, "s".repeat(100), "c".repeat(100))).isEmpty();

        assertThat(history()).extracting(message -> message.charAt(0)).containsExactly('r', 'b', 's', 'c');
    }

    @Test
    void countsBytesAndNotCharacters() {
        say(1, "ä".repeat(1000), "あ".repeat(500));
        say(2, "question", "a".repeat(600));

        assertThat(history()).containsExactly("question", "a".repeat(600));
    }

    /** A cut in every turn would change how each prompt begins. */
    @Test
    void leavesSpaceForSomeTurnsWhenItCuts() {
        say(1, "q1", "a".repeat(1000));
        say(2, "q2", "b".repeat(1000));
        say(3, "q3", "c".repeat(1000));
        say(4, "q4", "d".repeat(1000));
        assertThat(history()).first().isEqualTo("q3");

        say(5, "q5", "e".repeat(1000));
        assertThat(history()).first().isEqualTo("q3");
    }

    @Test
    void keepsNothingWhereTheNewestAnswerAloneIsTooLong() {
        say(1, "question", "a".repeat(5000));

        assertThat(REDIS.keys()).doesNotContain(HISTORY);
        assertThat(claim(2).state().history()).isEmpty();
    }

    @Test
    void startsATurnWithWhatFitsOfAHistoryThatAnotherVersionKept() {
        IntStream.range(0, 20).forEach(number -> push(number + ":" + "x".repeat(1000)));
        accept(2);

        List<Exchange> claimed = claim(1).state().history();

        assertThat(claimed)
                .extracting(exchange -> exchange.question().substring(0, 2))
                .containsExactly("17", "18", "19");
    }

    @Test
    void startsTheNextTurnWithWhatFits() {
        accept(1);
        accept(2);
        Turn first =
                now(ledger.claims().claim(CONVERSATION)).map(Turn.class::cast).orElseThrow();
        IntStream.range(0, 20).forEach(number -> push(number + ":" + "x".repeat(1000)));

        Turn second = now(ledger.endings().deadLetter(first, "a reason", false, true))
                .next()
                .map(Turn.class::cast)
                .orElseThrow();

        assertThat(second.state().history()).hasSize(3);
    }

    private List<String> say(int number, String question, String reply) {
        Answer answer =
                new Answer(List.of(reply), List.of(Remark.ofUser(question), Remark.ofBot(reply)), false, false, true);
        return now(ledger.endings().complete(claim(number), answer, List.of(), true)).next().stream()
                .map(next -> next.id().value())
                .toList();
    }

    private Turn claim(int number) {
        return now(ledger.claims().accept(CONVERSATION, message(number), "", true))
                .claimed()
                .map(Turn.class::cast)
                .orElseThrow();
    }

    private void accept(int number) {
        now(ledger.claims().accept(CONVERSATION, message(number), "", false));
    }

    private static void push(String content) {
        now(REDIS.api()
                .rpush(List.of(
                        HISTORY,
                        Samples.MAPPER.valueToTree(Remark.ofUser(content)).toString())));
    }

    private static List<String> history() {
        return StreamSupport.stream(now(REDIS.api().lrange(HISTORY, "0", "-1")).spliterator(), false)
                .map(json -> Samples.read(json.toString(), Remark.class).content())
                .toList();
    }

    private static Activity message(int number) {
        return Samples.message("c", Integer.toString(number), "text");
    }

    private static <T> T now(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(10));
    }
}
