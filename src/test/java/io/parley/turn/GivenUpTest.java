package io.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.activity.ActivityTypes;
import io.parley.activity.Samples;
import io.parley.bot.Bots;
import io.parley.chat.ChatMessage;
import io.parley.chat.Prompt;
import io.parley.chat.Reply;
import io.parley.chat.ToolCall;
import io.parley.chat.Usage;
import io.parley.connector.ConnectorException;
import io.parley.connector.FakeConnector;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationKey;
import io.parley.ledger.DeadLetter;
import io.parley.ledger.Fate;
import io.parley.ledger.Fate.Mishap;
import io.parley.ledger.MadeWrite;
import io.parley.ledger.ReplicaLedger;
import io.parley.ledger.StartedTurn;
import io.parley.ledger.StoredKeys;
import io.parley.ledger.Turn;
import io.parley.ledger.TurnId;
import io.parley.tools.FakeTool;
import io.parley.tools.ToolOutcome;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Turns that nobody answers any more. Their users get an apology, which says what their calls did, and operators a dead letter, which
 * says so if the user got no apology.
 */
@NullUnmarked
class GivenUpTest extends RunningTurns {

    private static final Settings SETTINGS = Settings.with(
            "turns.sweep-interval",
            "100ms",
            "turns.retry-delay",
            "50ms",
            "turns.shutdown-grace",
            "1ms",
            "turns.lease",
            "1h");
    private static final Activity MESSAGE = Samples.message("c", "1", "close it");
    private static final ConversationKey CONVERSATION = ConversationKey.of(MESSAGE);
    private static final String TURN = StoredKeys.turn(MESSAGE);
    private static final String STEPS = TURN.replace(":turn:", ":steps:");
    private static final String UNKNOWN = "It is not known whether this was done: the WRITE title.";
    private static final String DONE = "This was done: the WRITE title.";
    private static final String LOST = "It is not known what was done for this request.";
    private static final int RUNS = 7;

    private final ReplicaLedger ledger = ReplicaLedger.in(REDIS, SETTINGS);
    private final List<String> calls = new CopyOnWriteArrayList<>();

    /** The calls of a replica that gives a turn up whose write has begun. */
    enum Step {
        TAKES_OVER,
        RECORDS_APOLOGY,
        ENDS_CALL,
        SENDS,
        DEAD_LETTERS
    }

    /** Makes each step a single call. */
    @BeforeAll
    static void knowScripts() throws Exception {
        GivenUpTest first = new GivenUpTest();
        first.killInTheMidstOfTheWrite();
        first.replica(Fate.happy()).claim(CONVERSATION);
        eventually().until(() -> !letters().isEmpty());
        first.replicas.close();
    }

    static Stream<Arguments> mishaps() {
        return mishapsAt(Step.values(), Step.SENDS);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("mishaps")
    void saysThatAnOutcomeIsUnknownBeforeItGivesATurnUp(Step step, Mishap mishap) {
        killInTheMidstOfTheWrite();
        Fate fate = Fate.at(step.ordinal() + 1, mishap);
        fate.afterwards(
                mishap == Mishap.ANSWER_LOST && step != Step.TAKES_OVER
                        ? () -> {}
                        : () -> beginToEndLease(CONVERSATION));

        replica(fate).claim(CONVERSATION);
        eventually().until(fate::happened);
        sweepUntilDeadLettered();

        boolean unnoted = (step == Step.SENDS && mishap == Mishap.DIES_AFTER)
                || (step == Step.DEAD_LETTERS && mishap == Mishap.DIES_BEFORE);
        assertThat(channel.said("c"))
                .hasSize(unnoted ? 2 : 1)
                .allSatisfy(text -> assertThat(text).startsWith("apology").contains(UNKNOWN));
        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).matches("It was started [34] times and never ended");
            assertThat(letter.steps()).containsExactly("asked/1 close", "begun/1/1 close", "ended/1/1 close unknown");
        });
        assertThat(writes()).extracting(MadeWrite::outcome).containsExactly("unknown");
        assertThat(texts(CONVERSATION).get(1)).contains("close {}: outcome unknown");
        assertThat(calls).hasSize(3);
        assertThat(REDIS.immortalKeys()).isEmpty();
    }

    @Test
    void doesNotMakeACallAgainThatWasGivenUp() {
        killInTheMidstOfTheWrite();
        Replica replica = replica(Fate.happy()).sweeping();
        eventually().until(() -> !letters().isEmpty());

        assertThat(now(ReplicaLedger.deadLetters(REDIS, SETTINGS).replay(id()))).isTrue();

        eventually().untilAsserted(() -> assertThat(channel.said("c")).hasSize(2));
        assertThat(channel.said("c").get(1)).startsWith("closed").contains(UNKNOWN);
        assertThat(calls).hasSize(3);
        eventually()
                .untilAsserted(() ->
                        assertThat(replica.steps()).extracting(TurnStep::kind).contains(TurnStep.Kind.DONE));
    }

    @Test
    void apologisesAlsoWhenEachStartHasKilledItsReplica() {
        replica(Fate.happy()).store(MESSAGE);
        start(RUNS);
        assertThat(channel.said("c")).isEmpty();

        sweepUntilDeadLettered();

        assertThat(channel.said("c")).containsExactly("apology");
        assertThat(letters()).extracting(DeadLetter::reason).containsExactly("It was started 7 times and never ended");
        assertThat(calls).isEmpty();
    }

    @Test
    void neverRunsATurnAgainThatWasStartedTooOften() {
        replica(Fate.happy()).store(MESSAGE);
        start(RUNS);

        for (int start = RUNS + 1; start <= 2 * RUNS; start++) {
            Turn turn = (Turn) claim();
            assertThat(turn.attempt()).isEqualTo(start);
            assertThat(turn.givenUp()).isPresent();
            endLease(CONVERSATION);
        }
        assertThat(claim()).isNotInstanceOf(Turn.class);
    }

    @Test
    void waitsLongerBeforeEachFurtherStartOfATurnThatKillsItsReplicas() {
        replica(Fate.happy()).store(MESSAGE);
        start(RUNS);

        double first = leasesAhead();
        double second = leasesAhead();
        double third = leasesAhead();

        assertThat(first).isBetween(0.9, 1.0);
        assertThat(second).isBetween(1.9, 2.0);
        assertThat(third).isBetween(2.9, 3.0);
    }

    @Test
    void keepsTheLongerPauseWhenItsLeaseIsRenewed() {
        replica(Fate.happy()).store(MESSAGE);
        start(RUNS + 6);
        StartedTurn turn = claim();

        now(ledger.leases().renew(List.of(turn.lease())));

        assertThat(leasesLeft()).isBetween(6.9, 7.0);
    }

    @Test
    void keepsTheLongerPauseWhenAReplicaSweeps() {
        replica(Fate.happy()).store(MESSAGE);
        start(RUNS + 6);
        claim();

        now(ledger.sweeps().look(CONVERSATION.partition(), 10));

        assertThat(leasesLeft()).isBetween(6.9, 7.0);
    }

    @Test
    void countsNoStartLessWhenTheLastClaimIsReleasedUnstarted() {
        replica(Fate.happy()).store(MESSAGE);
        start(2 * RUNS);

        now(ledger.leases().releaseUnstarted(claim().lease()));

        assertThat(claim()).isNotInstanceOf(Turn.class);
    }

    @Test
    void saysInTheDeadLetterThatAnApologyMayHaveBeenSent() {
        replica(Fate.happy()).store(MESSAGE);
        Turn turn = (Turn) claim();
        now(ledger.records().recordApology(turn, Answer.saying("apology"), "for a test"));
        endLease(CONVERSATION);
        start(2 * RUNS - 1);

        sweepUntilDeadLettered();

        assertThat(letters())
                .extracting(DeadLetter::reason)
                .containsExactly("It was started 14 times and never ended. Its user may have got no apology");
    }

    @Test
    void saysInTheDeadLetterThatATurnThatKillsItsReplicasGotNoApology() {
        replica(Fate.happy()).store(MESSAGE);
        start(2 * RUNS);

        sweepUntilDeadLettered();

        assertThat(channel.said("c")).isEmpty();
        assertThat(letters())
                .extracting(DeadLetter::reason)
                .containsExactly("It was started 14 times and never ended. Its user got no apology");
    }

    @Test
    void showsAnOperatorNoApologyAsAnAnswer() {
        replica(Fate.happy()).store(MESSAGE);
        Turn turn = (Turn) claim();
        now(ledger.records().recordApology(turn, Answer.saying("apology"), "for a test"));
        endLease(CONVERSATION);
        start(2 * RUNS - 1);

        sweepUntilDeadLettered();

        assertThat(letters()).singleElement().satisfies(letter -> assertThat(letter.answered())
                .isFalse());
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 9})
    void apologisesForAnAnswerThatWasNeverSentAndKeepsIt(int starts) {
        replica(Fate.happy()).store(MESSAGE);
        Turn turn = (Turn) claim();
        now(ledger.records().recordAnswer(turn, Answer.saying("the answer")));
        endLease(CONVERSATION);
        start(starts - 1);

        sweepUntilDeadLettered();

        assertThat(channel.said("c")).containsExactly("apology");
        assertThat(letters()).singleElement().satisfies(letter -> assertThat(letter.answered())
                .isTrue());
        assertThat(now(ReplicaLedger.deadLetters(REDIS, SETTINGS).replay(id()))).isTrue();
        eventually().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("apology", "the answer"));
    }

    @Test
    void doesNotApologiseForAnAnswerThatWasSent() {
        replica(Fate.happy()).store(MESSAGE);
        Turn turn = (Turn) claim();
        now(ledger.records().recordAnswer(turn, Answer.saying("the answer")));
        now(ledger.records().recordSent(turn, 1));
        endLease(CONVERSATION);
        start(RUNS);

        sweepUntilDeadLettered();

        assertThat(channel.said("c")).isEmpty();
        assertThat(letters()).extracting(DeadLetter::reason).containsExactly("It was started 8 times and never ended");
    }

    @Test
    void saysThatNobodyKnowsWhatWasDoneIfTheStepsAreLost() {
        killInTheMidstOfTheWrite();
        now(REDIS.api().del(List.of(STEPS)));

        sweepUntilDeadLettered();

        assertApologySays(LOST);
        assertThat(writes()).extracting(MadeWrite::outcome).containsExactly("begun");
    }

    @Test
    void saysWhatCanBeReadOfDamagedSteps() {
        killInTheMidstOfTheWrite();
        now(REDIS.api().rpush(List.of(STEPS, "damaged")));

        sweepUntilDeadLettered();

        assertApologySays(LOST, UNKNOWN);
        assertThat(writes()).extracting(MadeWrite::outcome).containsExactly("unknown");
    }

    @Test
    void saysThatNobodyKnowsWhatWasDoneIfTheFirstStepIsLost() {
        killInTheMidstOfTheWrite();
        now(REDIS.api().lpop(List.of(STEPS)));

        sweepUntilDeadLettered();

        assertApologySays(LOST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "asked/1 asked/2",
                "asked/1 asked/0",
                "begun/1/1 begun/1/2",
                "begun/1/1 begun/1/0",
                "begun/1/1 begun/2/1",
                "begun/1/1 ended/1/1"
            })
    void apologisesForATurnWhoseStepsMakeNoSense(String change) {
        killInTheMidstOfTheWrite();
        String[] names = change.split(" ");
        List<String> steps = new ArrayList<>(List.of(STEPS));
        now(REDIS.api().lrange(STEPS, "0", "-1"))
                .forEach(step -> steps.add(step.toString().replace(names[0], names[1])));
        now(REDIS.api().del(List.of(STEPS)));
        now(REDIS.api().rpush(steps));

        sweepUntilDeadLettered();

        assertApologySays(LOST);
        assertThat(letters()).extracting(DeadLetter::attempts).containsExactly(4);
    }

    @Test
    void apologisesWhereTheActivityDoesNotSayWhoWroteIt() {
        killInTheMidstOfTheWrite();
        String activity = now(REDIS.api().hget(TURN, "activity")).toString();
        String damaged = activity.replaceAll("\"from\":\\{\"id\":\"[^\"]*\",?", "\"from\":{");
        assertThat(damaged).isNotEqualTo(activity);
        now(REDIS.api().hset(List.of(TURN, "activity", damaged)));

        sweepUntilDeadLettered();

        assertApologySays(LOST, UNKNOWN);
        assertThat(letters()).extracting(DeadLetter::attempts).containsExactly(4);
    }

    @Test
    void asksAgainInAReplayOfATurnWhoseAnswerWasDamaged() {
        replica(Fate.happy()).store(MESSAGE);
        now(REDIS.api().hset(List.of(TURN, "answer", "damaged")));
        replica(Fate.happy()).sweeping();
        eventually().until(() -> !letters().isEmpty());
        assertThat(channel.said("c")).containsExactly("apology");
        assertThat(letters()).extracting(DeadLetter::answered).containsExactly(false);

        assertThat(now(ReplicaLedger.deadLetters(REDIS, SETTINGS).replay(id()))).isTrue();

        eventually().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("apology", "closed"));
    }

    @Test
    void saysInTheDeadLetterThatNoRequestWaits() {
        Activity awaited =
                Samples.one("webchat-message", json -> json.put("text", "1").put("deliveryMode", "expectReplies"));
        ConversationKey conversation = ConversationKey.of(awaited);
        replica(Fate.happy()).store(awaited);
        for (int start = 1; start <= 3; start++) {
            now(ledger.claims().claim(conversation));
            endLease(conversation);
        }

        sweepUntilDeadLettered();

        assertThat(letters())
                .extracting(DeadLetter::reason)
                .containsExactly(
                        "It was started 3 times and never ended. Its user got no apology, unless a request waits for"
                                + " it on another replica");
    }

    @Test
    void givesTheApologyToARequestThatWaits() {
        Activity awaited =
                Samples.one("webchat-message", json -> json.put("text", "1").put("deliveryMode", "expectReplies"));
        ConversationKey conversation = ConversationKey.of(awaited);
        replica(Fate.happy()).store(awaited);
        for (int start = 1; start <= 3; start++) {
            now(ledger.claims().claim(conversation));
            endLease(conversation);
        }
        now(REDIS.api().hset(List.of(StoredKeys.turn(awaited), "steps", "1")));
        Replica replica = replica(Fate.happy());
        CompletableFuture<List<Activity>> response =
                replica.answer(awaited).subscribe().asCompletionStage();

        replica.sweeping();

        assertThat(response)
                .succeedsWithin(Duration.ofSeconds(10))
                .asInstanceOf(InstanceOfAssertFactories.list(Activity.class))
                .singleElement()
                .satisfies(said -> assertThat(said.text()).startsWith("apology").contains(LOST));
    }

    @Test
    void waitsWithTheApologyForAsLongAsTheConnectorAsks() {
        AtomicInteger apologies = new AtomicInteger();
        channel.behave(activity -> {
            if (String.valueOf(activity.text()).startsWith("closed")) {
                return Uni.createFrom().failure(FakeConnector.misunderstanding());
            }
            return activity.is(ActivityTypes.MESSAGE) && apologies.incrementAndGet() == 1
                    ? Uni.createFrom().failure(FakeConnector.busyFor(Duration.ofHours(2)))
                    : Uni.createFrom().item(Optional.of("id"));
        });

        replica(Fate.happy()).sweeping().accept(MESSAGE).await().indefinitely();

        eventually().until(() -> leasesLeft() <= 5 / 60.0);
        assertThat(leasesLeft()).isGreaterThan(4 / 60.0);
        assertThat(letters()).isEmpty();
        endLease(CONVERSATION);
        eventually().until(() -> !letters().isEmpty());
        assertApologySays(DONE);
    }

    @Test
    void sendsTheAnswerOnceTheConnectorIsNoLongerBusy() {
        AtomicInteger tries = new AtomicInteger();
        channel.behave(activity -> activity.is(ActivityTypes.MESSAGE) && tries.incrementAndGet() < 6
                ? Uni.createFrom().failure(FakeConnector.busy())
                : Uni.createFrom().item(Optional.of("id")));

        replica(Fate.happy()).sweeping().accept(MESSAGE).await().indefinitely();

        eventually().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("closed"));
        assertThat(calls).hasSize(1);
        assertThat(letters()).isEmpty();
    }

    @Test
    void keepsTheAnswerWhileTheConnectorIsBusy() {
        AtomicInteger tries = new AtomicInteger();
        channel.behave(activity -> activity.is(ActivityTypes.MESSAGE) && tries.incrementAndGet() <= 6
                ? Uni.createFrom().failure(FakeConnector.busy())
                : Uni.createFrom().item(Optional.of("id")));

        replica(Fate.happy()).sweeping().accept(MESSAGE).await().indefinitely();

        eventually().until(() -> !letters().isEmpty());
        assertThat(channel.said("c")).isEmpty();
        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.answered()).isTrue();
            assertThat(letter.reason()).isEqualTo("The Connector answered 503. Its user got no answer");
        });
        assertThat(now(ReplicaLedger.deadLetters(REDIS, SETTINGS).replay(id()))).isTrue();
        eventually().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("closed"));
    }

    @Test
    void saysWhatWasDoneWhereTheChannelDoesNotTakeTheAnswer() {
        refuse("closed", FakeConnector.misunderstanding());

        replica(Fate.happy()).accept(MESSAGE).await().indefinitely();

        eventually().until(() -> !letters().isEmpty());
        assertApologySays(DONE);
        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.answered()).isTrue();
            assertThat(letter.reason())
                    .isEqualTo(FakeConnector.misunderstanding().getMessage());
        });
    }

    @Test
    void saysWhatWasDoneIfNobodyKnowsWhetherTheAnswerArrived() {
        refuse("closed", new ConnectorException.Ambiguous(new IllegalStateException("cut off")));

        replica(Fate.happy()).accept(MESSAGE).await().indefinitely();

        eventually().until(() -> !letters().isEmpty());
        assertApologySays(DONE);
    }

    @Test
    void apologisesAgainIfTheConnectorWasAway() {
        AtomicInteger tries = new AtomicInteger();
        channel.behave(activity -> tries.incrementAndGet() < 3
                ? Uni.createFrom().failure(FakeConnector.busy())
                : Uni.createFrom().item(Optional.of("id")));
        killInTheMidstOfTheWrite();

        sweepUntilDeadLettered();

        assertApologySays(UNKNOWN);
        assertThat(letters()).extracting(DeadLetter::reason).containsExactly("It was started 3 times and never ended");
    }

    @Test
    void saysInTheDeadLetterThatTheApologyWasRefused() {
        channel.behave(activity -> Uni.createFrom().failure(FakeConnector.rejecting()));
        killInTheMidstOfTheWrite();

        sweepUntilDeadLettered();

        assertThat(letters())
                .extracting(DeadLetter::reason)
                .containsExactly("It was started 3 times and never ended. Its user got no apology: "
                        + FakeConnector.rejecting().getMessage());
        assertThat(writes()).extracting(MadeWrite::outcome).containsExactly("unknown");
    }

    /** Lets three replicas die, one after the other, each before it gets the result of the turn's write. */
    private void killInTheMidstOfTheWrite() {
        replica(Fate.happy()).store(MESSAGE);
        for (int death = 1; death <= 3; death++) {
            Fate fate = Fate.happy();
            fate.afterwards(() -> beginToEndLease(CONVERSATION));
            Replica dying = replica(fate, fate::die);
            eventually().until(() -> dying.tryClaim(CONVERSATION));
            eventually().until(fate::dead);
        }
        eventually()
                .until(() -> now(REDIS.api().zscore(StoredKeys.due(CONVERSATION), CONVERSATION.digest()))
                                .toDouble()
                        == 0);
    }

    /** Starts the turn this many times, each time by a replica that dies at once. */
    private void start(int times) {
        for (int start = 0; start < times; start++) {
            claim();
            endLease(CONVERSATION);
        }
    }

    private StartedTurn claim() {
        return now(ledger.claims().claim(CONVERSATION)).orElseThrow();
    }

    private double leasesAhead() {
        claim();
        double left = leasesLeft();
        endLease(CONVERSATION);
        return left;
    }

    private double leasesLeft() {
        double until = now(REDIS.api().zscore(StoredKeys.due(CONVERSATION), CONVERSATION.digest()))
                .toDouble();
        return (until - System.currentTimeMillis()) / SETTINGS.ledger().lease().toMillis();
    }

    private void refuse(String beginning, ConnectorException failure) {
        channel.behave(activity -> String.valueOf(activity.text()).startsWith(beginning)
                ? Uni.createFrom().failure(failure)
                : Uni.createFrom().item(Optional.of("id")));
    }

    private static List<DeadLetter> letters() {
        return now(ReplicaLedger.deadLetters(REDIS, SETTINGS).list(10));
    }

    private static List<MadeWrite> writes() {
        return now(ReplicaLedger.writes(REDIS).list(10));
    }

    private static String id() {
        return CONVERSATION.digest() + ":" + TurnId.of(MESSAGE).value();
    }

    private Replica replica(Fate fate) {
        return replica(fate, () -> {});
    }

    /** @param called runs with each call of the tool, before there is a result */
    private Replica replica(Fate fate, Runnable called) {
        FakeTool close = FakeTool.writingRepeatably("close")
                .behaving((arguments, context) -> fate.step(() -> {
                    calls.add(context.idempotencyKey());
                    called.run();
                    return Uni.createFrom().item(ToolOutcome.succeeded("{}"));
                }));
        return replicas.add(new Replica(
                REDIS,
                channel,
                Bots.with((prompt, draft) -> Uni.createFrom().item(reply(prompt)), FakeTool.box(close), SETTINGS),
                fate,
                SETTINGS,
                step -> {}));
    }

    private void sweepUntilDeadLettered() {
        replica(Fate.happy()).sweeping();
        eventually().until(() -> !letters().isEmpty());
    }

    /** The user got one message, which is the apology with these sentences. */
    private void assertApologySays(String... sentences) {
        assertThat(channel.said("c"))
                .singleElement()
                .asString()
                .startsWith("apology")
                .contains(sentences);
    }

    private static Reply reply(Prompt prompt) {
        return prompt.current().stream().anyMatch(ChatMessage.ToolResult.class::isInstance)
                ? Reply.complete("closed")
                : new Reply("", List.of(new ToolCall("a", "close", "{}")), Usage.UNKNOWN, Reply.Ending.COMPLETE);
    }
}
