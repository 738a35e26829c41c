package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.conversation.Answer;
import io.parley.conversation.Exchange;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Tests the histories that a replica keeps. What is changed in Redis by hand shows which one a turn has. */
@NullUnmarked
class KnownHistoriesTest extends TwoReplicas {

    private static final String HISTORY = CONVERSATION.key("history");

    private int turns;

    @Test
    void isDroppedWhereNoMoreTurnsCome() {
        KnownHistories histories = new KnownHistories(Duration.ofMillis(100));

        histories.completed(CONVERSATION, KnownHistory.of("stamp", List.of()), true);

        assertThat(histories.size()).isEqualTo(1);
        await().until(() -> histories.size() == 0);
    }

    @Test
    void isUsedWhileNoOtherReplicaHasTheConversation() {
        say(ledger, "q1");
        say(ledger, "q2");
        changeOutsideOfAnyTurn();

        assertThat(say(ledger, "q3")).containsExactly("q1", "q2");
        assertThat(say(ledger(), "q4")).containsExactly("changed", "q2", "q3");
    }

    @Test
    void isUsedForTheTurnThatIsStartedAtTheEndOfAnother() {
        say(ledger, "q1");
        Turn second = claim(ledger, message());
        accept(message());
        changeOutsideOfAnyTurn();

        assertThat(next(second, answer("q2", "a")).state().history())
                .extracting(Exchange::question)
                .containsExactly("q1", "q2");
    }

    @Test
    void isReadAtTheEndOfAnotherTurnThatDidNotKnowIt() {
        say(ledger, "q1");
        Turn second = claim(ledger, message());
        accept(message());
        now(REDIS.api().lpop(List.of(HISTORY)));

        assertThat(next(second, answer("q2", "a")).state().history())
                .extracting(Exchange::question)
                .containsExactly("q2");
    }

    @Test
    void isNotUsedAfterATurnOfAnotherReplica() {
        ReplicaLedger other = ledger();
        say(ledger, "q1");
        say(other, "q2");

        assertThat(say(ledger, "q3")).containsExactly("q1", "q2");
        assertThat(say(other, "q4")).containsExactly("q1", "q2", "q3");
    }

    @Test
    void isNotUsedAfterAnotherReplicaHasHeldTheConversation() {
        say(ledger, "q1");
        Turn abandoned = claim(ledger(), message());
        now(ledger.leases().releaseUnstarted(abandoned.lease()));
        changeOutsideOfAnyTurn();

        assertThat(say(ledger, "q2")).containsExactly("changed");
    }

    @Test
    void isNotUsedAfterAReset() {
        say(ledger, "q1");
        now(ledger.endings().complete(claim(ledger, message()), forgetting(), List.of(), true));

        assertThat(say(ledger, "q2")).isEmpty();
        assertThat(say(ledger, "q3")).containsExactly("q2");
    }

    @Test
    void isNotUsedAfterATurnThatAddedNothing() {
        say(ledger, "q1");
        changeOutsideOfAnyTurn();
        Turn without = claim(ledger, message());
        now(ledger.endings().complete(without, Answer.nothing(), List.of(), true));

        assertThat(say(ledger, "q2")).containsExactly("changed");
    }

    @Test
    void isNotUsedAfterTheHistoryWasCut() {
        ReplicaLedger brief = ledger("conversation.max-messages", "4", "conversation.grows-to", "4");
        say(brief, "q1");
        say(brief, "q2");
        changeOutsideOfAnyTurn();

        assertThat(say(brief, "q3")).containsExactly("changed");
    }

    @Test
    void isNotUsedAfterTheHistoryWasRemoved() {
        say(ledger, "q1");
        now(REDIS.api().del(List.of(HISTORY)));

        assertThat(say(ledger, "q2")).isEmpty();
    }

    @Test
    void isNotUsedAfterATurnWasGivenUp() {
        say(ledger, "q1");
        Turn failed = claim(ledger, message());
        changeOutsideOfAnyTurn();
        now(ledger.endings().deadLetter(failed, "It failed", false, true));

        assertThat(say(ledger, "q2")).containsExactly("changed");
    }

    @Test
    void isNotKeptIfItChangedWhileTheTurnRan() {
        say(ledger, "q1");
        Turn running = claim(ledger, message());
        now(REDIS.api().lpop(List.of(HISTORY)));
        now(ledger.endings().complete(running, answer("q2", "a"), List.of(), true));

        assertThat(say(ledger, "q3")).containsExactly("q2");
    }

    @Test
    void isNotKeptIfItIsVeryLong() {
        ReplicaLedger large = ReplicaLedger.in(REDIS, Settings.with("conversation.max-bytes", "65536"));
        say(large, "q".repeat(20_000));
        changeOutsideOfAnyTurn();

        assertThat(say(large, "q2")).containsExactly("changed");
    }

    /** Runs a turn. Returns the questions of the history that it had. */
    private List<String> say(ReplicaLedger replica, String question) {
        Turn turn = claim(replica, message());
        now(replica.endings().complete(turn, answer(question, "a"), List.of(), true));
        return turn.state().history().stream().map(Exchange::question).toList();
    }

    private Activity message() {
        return Samples.message("c", Integer.toString(++turns), "text");
    }

    private static void changeOutsideOfAnyTurn() {
        now(REDIS.api().lset(HISTORY, "0", "{\"role\":\"user\",\"content\":\"changed\"}"));
    }
}
