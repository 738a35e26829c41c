package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.chat.ChatMessage;
import io.parley.chat.ToolCall;
import io.parley.chat.Usage;
import io.parley.conversation.Answer;
import io.parley.conversation.CallNumber;
import io.parley.conversation.ConversationKey;
import io.parley.conversation.Step;
import io.parley.conversation.Step.Asked;
import io.parley.conversation.Step.Begun;
import io.parley.conversation.Step.Ended;
import io.parley.conversation.Step.Status;
import io.parley.redis.TestRedis;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of the steps of a turn, on a real Redis. A second ledger stands for a second replica. */
@NullUnmarked
class RecordedStepsTest {

    @RegisterExtension
    static final TestRedis REDIS = new TestRedis();

    private static final Activity MESSAGE = Samples.message("c", "1", "first");
    private static final ConversationKey CONVERSATION = ConversationKey.of(MESSAGE);
    private static final CallNumber CALL = new CallNumber(1, 1);
    private static final Asked ASKED = new Asked(
            1,
            new ChatMessage.Assistant(
                    "Let me \"look\"\n", List.of(new ToolCall("call_a", "close", "{\"id\":\"4711\"}")), "sealed"),
            new Usage(10, 5, 3, 2, 1));
    private static final Begun BEGUN = new Begun(CALL, "close");
    private static final Ended ENDED = new Ended(CALL, "close", Status.SUCCEEDED, false, "{\"closed\":true}");
    private static final Ended UNKNOWN = new Ended(CALL, "close", Status.UNKNOWN, true, "interrupted");

    private final ReplicaLedger ledger = ledger();
    private final ReplicaLedger other = ledger();

    @Test
    void givesTheStepsToWhoeverTakesTheTurnOver() {
        Turn turn = claim();
        assertThat(record(turn, ASKED)).containsExactly(ASKED);
        assertThat(record(turn, BEGUN)).containsExactly(BEGUN);
        assertThat(record(turn, ENDED)).containsExactly(ENDED);

        assertThat(takenOver(turn).steps()).containsExactly(ASKED, BEGUN, ENDED);
    }

    @Test
    void keepsWhereTheResultOfACallComesFrom() {
        Ended found =
                new Ended(CALL, "search_documents", Status.SUCCEEDED, false, "{}", "{\"1\":\"https://docs.example\"}");
        Turn turn = claim();
        record(turn, ASKED, found);

        assertThat(takenOver(turn).steps()).containsExactly(ASKED, found);
    }

    @Test
    void recordsAStepOnceHoweverOftenItIsWritten() {
        Turn turn = claim();
        record(turn, ASKED, BEGUN);

        assertThat(record(turn, ASKED, BEGUN, UNKNOWN)).containsExactly(ASKED, BEGUN, UNKNOWN);
        assertThat(record(turn, ENDED)).containsExactly(UNKNOWN);

        assertThat(takenOver(turn).steps()).containsExactly(ASKED, BEGUN, UNKNOWN);
    }

    @Test
    void countsAttemptsAnewWithEachStep() {
        Turn third = takenOver(takenOver(claim()));
        assertThat(third.attempt()).isEqualTo(3);

        record(third, ASKED);

        assertThat(takenOver(third).attempt()).isEqualTo(2);
    }

    @Test
    void refusesStepsOfAReplicaThatLostTheLease() {
        Turn turn = claim();
        record(turn, ASKED);
        Turn newer = takenOver(turn);

        assertThatThrownBy(() -> record(turn, BEGUN)).isInstanceOf(TurnException.LeaseLost.class);
        assertThatThrownBy(() -> record(turn, ENDED)).isInstanceOf(TurnException.LeaseLost.class);

        assertThat(takenOver(newer).steps()).containsExactly(ASKED);
    }

    @Test
    void takesTheEndOfABegunCallAlsoFromAReplicaThatLostTheLease() {
        Turn turn = claim();
        record(turn, ASKED, BEGUN);
        Turn newer = takenOver(turn);

        assertThatThrownBy(() -> record(turn, ENDED)).isInstanceOf(TurnException.LeaseLost.class);

        assertThat(record(newer, UNKNOWN)).containsExactly(ENDED);
        assertThat(takenOver(newer).steps()).containsExactly(ASKED, BEGUN, ENDED);
    }

    @Test
    void forgetsTheStepsOfATurnThatIsDone() {
        Turn turn = claim();
        record(turn, ASKED);

        now(ledger.endings().complete(turn, Answer.saying("done"), List.of(), true));

        assertThat(REDIS.keys()).noneMatch(key -> key.contains(":steps:"));
        assertThat(now(REDIS.api().hget(Keys.turn(CONVERSATION, turn.id()), "steps")))
                .isNull();
        assertThatThrownBy(() -> record(turn, ENDED)).isInstanceOf(TurnException.LeaseLost.class);
        assertThat(REDIS.keys()).noneMatch(key -> key.contains(":steps:"));
    }

    @Test
    void keepsAndShowsTheStepsOfADeadLetterWithoutWhatWasSaid() {
        Turn turn = claim();
        record(turn, ASKED, BEGUN, ENDED);

        now(ledger.endings().deadLetter(turn, "for a test", false, true));

        DeadLetters letters = ReplicaLedger.deadLetters(REDIS, Settings.with());
        assertThat(now(letters.list(10))).singleElement().satisfies(letter -> assertThat(letter.steps())
                .containsExactly("asked/1 close", "begun/1/1 close", "ended/1/1 close succeeded"));
        assertThat(REDIS.immortalKeys()).isEmpty();
    }

    @Test
    void replaysADeadLetterFromItsSteps() {
        Turn turn = claim();
        record(turn, ASKED, BEGUN);
        now(ledger.endings().deadLetter(turn, "for a test", false, false));

        now(ReplicaLedger.deadLetters(REDIS, Settings.with())
                .replay(CONVERSATION.digest() + ":" + turn.id().value()));

        Turn replayed = taken();
        assertThat(replayed.steps()).containsExactly(ASKED, BEGUN);
        assertThat(replayed.attempt()).isEqualTo(1);
    }

    @Test
    void dropsTheStepsWithTheirDeadLetter() {
        Turn turn = claim();
        record(turn, ASKED);
        now(ledger.endings().deadLetter(turn, "for a test", false, true));

        now(ReplicaLedger.deadLetters(REDIS, Settings.with())
                .drop(CONVERSATION.digest() + ":" + turn.id().value()));

        assertThat(REDIS.keys()).noneMatch(key -> key.contains(":steps:"));
    }

    @Test
    void givesUpATurnWhoseStepsAreLostRatherThanMakeThemAgain() {
        Turn turn = claim();
        record(turn, ASKED, BEGUN);
        now(REDIS.api().del(List.of(Keys.steps(CONVERSATION, turn.id()))));

        assertThat(takeOver(turn)).isInstanceOfSatisfying(Turn.class, taken -> {
            assertThat(taken.givenUp())
                    .contains(new Turn.GivenUp("What it has done cannot be read", Turn.Recorded.NOTHING, true));
            assertThat(taken.steps()).isEmpty();
        });
    }

    @Test
    void givesUpATurnWithAStepThatThisVersionDoesNotKnow() {
        Turn turn = claim();
        record(turn, ASKED);
        now(REDIS.api()
                .rpush(List.of(
                        Keys.steps(CONVERSATION, turn.id()), "{\"name\":\"waited/1\",\"shown\":\"\",\"tool\":\"a\"}")));

        assertThat(takeOver(turn)).isInstanceOfSatisfying(Turn.class, taken -> {
            assertThat(taken.givenUp())
                    .contains(new Turn.GivenUp("It cannot be read by this version", Turn.Recorded.NOTHING, true));
            assertThat(taken.steps()).containsExactly(ASKED);
        });
    }

    @Test
    void listsWritesForOperatorsWithoutWhatWasSaid() {
        Turn turn = claim();
        record(turn, ASKED, BEGUN);
        record(turn, ENDED);
        record(turn, ENDED);
        CallNumber read = new CallNumber(1, 2);
        record(turn, new Ended(read, "status", Status.SUCCEEDED, true, "up"));
        now(ledger.endings().complete(turn, Answer.saying("done"), List.of(), true));

        MadeWrites writes = new MadeWrites(REDIS.api(), Samples.MAPPER);

        assertThat(now(writes.list(10))).singleElement().satisfies(write -> {
            assertThat(write.call())
                    .isEqualTo(CONVERSATION.digest() + ":" + turn.id().value() + "/1/1");
            assertThat(write.tool()).isEqualTo("close");
            assertThat(write.outcome()).isEqualTo("succeeded");
            assertThat(write.channelId()).isEqualTo("webchat");
            assertThat(write.userId()).isEqualTo("u1");
            assertThat(write.endedAt()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        });
        assertThat(REDIS.immortalKeys()).isEmpty();
    }

    @Test
    void listsAWriteWhoseEndIsNotRecorded() {
        Turn turn = claim();
        record(turn, ASKED, BEGUN);

        assertThat(now(new MadeWrites(REDIS.api(), Samples.MAPPER).list(10)))
                .singleElement()
                .satisfies(write -> {
                    assertThat(write.call())
                            .isEqualTo(CONVERSATION.digest() + ":" + turn.id().value() + "/1/1");
                    assertThat(write.tool()).isEqualTo("close");
                    assertThat(write.outcome()).isEqualTo("begun");
                });
    }

    @Test
    void listsTheNewestWritesHoweverManyHaveEnded() {
        Turn turn = claim();
        record(turn, ASKED, BEGUN);
        record(turn, ENDED);
        record(turn, new Begun(new CallNumber(2, 1), "close"));

        MadeWrites writes = new MadeWrites(REDIS.api(), Samples.MAPPER);

        assertThat(now(writes.list(10))).extracting(MadeWrite::outcome).containsExactly("begun", "succeeded");
        assertThat(now(writes.list(1))).hasSize(1);
    }

    @Test
    void listsWritesBesideAPartitionWhoseListIsOfAnotherKind() {
        Turn turn = claim();
        record(turn, ASKED, BEGUN);
        record(turn, ENDED);
        int other = (CONVERSATION.partition() + 1) % ConversationKey.PARTITIONS;
        now(REDIS.api().set(List.of(Keys.writes(other), "a string", "PX", "600000")));

        assertThat(now(new MadeWrites(REDIS.api(), Samples.MAPPER).list(10))).hasSize(1);
    }

    @Test
    void leavesNothingBehindWithoutALifetime() {
        record(claim(), ASKED, BEGUN);

        assertThat(REDIS.immortalKeys()).isEmpty();
        assertThat(REDIS.keys()).anyMatch(key -> key.contains(":steps:"));
    }

    private List<Step> record(Turn turn, Step... steps) {
        return now(ledger.records().recordSteps(turn, List.of(steps)));
    }

    private Turn claim() {
        return (Turn) now(ledger.claims().accept(CONVERSATION, MESSAGE, "", true))
                .claimed()
                .orElseThrow();
    }

    private Turn takenOver(Turn turn) {
        return (Turn) takeOver(turn);
    }

    private StartedTurn takeOver(Turn turn) {
        String due = Keys.due(turn.conversation().partition());
        now(REDIS.api().zadd(List.of(due, "XX", "0", turn.conversation().digest())));
        return now(other.claims().claim(CONVERSATION)).orElseThrow();
    }

    private Turn taken() {
        return (Turn) now(other.claims().claim(CONVERSATION)).orElseThrow();
    }

    private static ReplicaLedger ledger() {
        return ReplicaLedger.in(REDIS, Settings.with());
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(5));
    }
}
