package io.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.bot.Bots;
import io.parley.chat.ChatMessage;
import io.parley.chat.ChatModel;
import io.parley.chat.Prompt;
import io.parley.chat.Reply;
import io.parley.chat.ToolCall;
import io.parley.chat.Usage;
import io.parley.connector.FakeConnector;
import io.parley.conversation.ConversationKey;
import io.parley.ledger.Fate;
import io.parley.ledger.Fate.Mishap;
import io.parley.tools.FakeTool;
import io.parley.tools.ToolOutcome;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A replica that dies at any call of a turn on Teams in which a question for consent is asked or decided. There the question is
 * a card of its own, which is replaced by the outcome.
 */
@NullUnmarked
class ConsentCrashTest extends RunningTurns {

    /** The calls of a replica that takes over such a turn. */
    enum Step {
        TAKES_OVER,
        CLAIMS_CALL,
        RECORDS_BEGIN,
        WRITES,
        RECORDS_END,
        ASKS,
        RECORDS_ROUND,
        RECORDS_ANSWER,
        SENDS,
        RECORDS_SENT,
        SENDS_CARD,
        REPLACES_CARD,
        COMPLETES
    }

    private static final List<Step> ASKING = List.of(
            Step.TAKES_OVER,
            Step.ASKS,
            Step.RECORDS_ROUND,
            Step.RECORDS_ANSWER,
            Step.SENDS,
            Step.RECORDS_SENT,
            Step.SENDS_CARD,
            Step.COMPLETES);
    private static final List<Step> ASKING_AGAIN = List.of(
            Step.TAKES_OVER,
            Step.ASKS,
            Step.RECORDS_ROUND,
            Step.RECORDS_ANSWER,
            Step.SENDS,
            Step.RECORDS_SENT,
            Step.SENDS_CARD,
            Step.REPLACES_CARD,
            Step.COMPLETES);
    private static final List<Step> CONFIRMING = List.of(
            Step.TAKES_OVER,
            Step.CLAIMS_CALL,
            Step.RECORDS_BEGIN,
            Step.WRITES,
            Step.RECORDS_END,
            Step.ASKS,
            Step.RECORDS_ANSWER,
            Step.SENDS,
            Step.RECORDS_SENT,
            Step.REPLACES_CARD,
            Step.COMPLETES);
    private static final List<Step> SETTLING = List.of(
            Step.TAKES_OVER, Step.RECORDS_ANSWER, Step.SENDS, Step.RECORDS_SENT, Step.REPLACES_CARD, Step.COMPLETES);

    /** What the user does after the question. */
    enum Turn {
        WORD_YES(CONFIRMING, "This was done: the WRITE title."),
        SUBMIT_YES(CONFIRMING, "This was done: the WRITE title."),
        EXECUTE_YES(CONFIRMING, "This was done: the WRITE title."),
        WORD_NO(SETTLING, "All right, I will not do this: the WRITE title."),
        SUBMIT_NO(SETTLING, "All right, I will not do this: the WRITE title."),
        EXECUTE_NO(SETTLING, "All right, I will not do this: the WRITE title."),
        LATE_WORD(SETTLING, "This question is no longer open."),
        LATE_SUBMIT(SETTLING, "This question is no longer open."),
        LATE_EXECUTE(SETTLING, "This question is no longer open."),
        NEW_QUESTION(ASKING_AGAIN, "This question is no longer open.");

        private final List<Step> steps;
        private final String outcome;

        Turn(List<Step> steps, String outcome) {
            this.steps = steps;
            this.outcome = outcome;
        }

        boolean isLate() {
            return name().startsWith("LATE");
        }

        boolean agrees() {
            return steps == CONFIRMING;
        }
    }

    /** One of those that make the same calls, in which each call goes wrong. */
    private static final Set<Turn> WHOLE = Set.of(Turn.WORD_YES, Turn.EXECUTE_NO, Turn.NEW_QUESTION);

    /** The calls that go wrong in the others. */
    private static final Set<Step> OF_THE_CARD = Set.of(Step.RECORDS_SENT, Step.REPLACES_CARD);

    private static final Settings SETTINGS = Settings.with(
            "turns.sweep-interval",
            "30ms",
            "turns.retry-delay",
            "50ms",
            "turns.lease",
            "60s",
            "turns.shutdown-grace",
            "1ms");
    private static final String CLOSE = "close incident 17";
    private static final String DONE = "It is closed.";
    private static final String CLOSED = "This question is no longer open.";
    private static final ConversationKey CONVERSATION = ConversationKey.of(onTeams(json -> {}));

    private final List<String> writes = new CopyOnWriteArrayList<>();

    /** So that each step is one call. */
    @BeforeAll
    static void knowScripts() throws Exception {
        ConsentCrashTest first = new ConsentCrashTest();
        try (Replicas unused = first.replicas) {
            first.ask();
            first.run(first.activity(Turn.WORD_YES), Fate.happy());
        }
    }

    @ParameterizedTest
    @EnumSource
    void makesTheCallsThatThisTestLetsFail(Turn turn) {
        ask();
        end(turn);
        Fate fate = Fate.happy();

        run(activity(turn), fate);

        assertThat(fate.taken()).isEqualTo(turn.steps.size());
    }

    static Stream<Arguments> mishaps() {
        return Stream.of(Turn.values()).flatMap(turn -> mishaps(turn.steps)
                .filter(at -> WHOLE.contains(turn) || OF_THE_CARD.contains(at[0]) && at[1] != Mishap.ANSWER_LOST)
                .map(at -> Arguments.of(turn, at[0], at[1])));
    }

    private static Stream<Object[]> mishaps(List<Step> steps) {
        return Stream.of(Mishap.values()).flatMap(mishap -> steps.stream()
                .filter(step -> mishap != Mishap.ANSWER_LOST || !isOfConnector(step))
                .map(step -> new Object[] {step, mishap}));
    }

    /** A lost answer of the Connector is a {@code ConnectorException}, which other tests have. */
    private static boolean isOfConnector(Step step) {
        return step == Step.SENDS || step == Step.SENDS_CARD || step == Step.REPLACES_CARD;
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("mishaps")
    void decidesOnceAndReplacesTheCard(Turn turn, Step step, Mishap mishap) {
        ask();
        end(turn);
        int said = texts().size();

        crash(activity(turn), turn.steps.indexOf(step), mishap);

        assertThat(writes).hasSizeLessThanOrEqualTo(turn.agrees() ? 1 : 0);
        boolean unknown = isUnknowable(turn, step, mishap);
        assertThat(texts().subList(said, texts().size()))
                .hasSize(isRepeated(step, mishap) ? 2 : 1)
                .allMatch(text -> text.contains("It is not known") == unknown);
        assertThat(turn.agrees() && !unknown).isEqualTo(writes.size() == 1 && !unknown);
        assertThat(channel.replacements())
                .hasSize(
                        step == Step.REPLACES_CARD && mishap == Mishap.DIES_AFTER || completesAgain(step, mishap)
                                ? 2
                                : 1);
        assertThat(channel.replacements())
                .allMatch(replacement -> replacement.id().equals("card 1"))
                .extracting(ConsentCrashTest::outcome)
                .allMatch(outcome -> unknown ? outcome.startsWith("It is not known") : outcome.equals(turn.outcome));

        int made = writes.size();
        run(pressed("again", data(1)), Fate.happy());
        assertThat(texts()).last().isEqualTo(CLOSED);
        assertThat(writes).hasSize(made);
    }

    /** Whether the turn was left before Redis knew its end, but after the card was replaced. */
    private static boolean completesAgain(Step step, Mishap mishap) {
        return step == Step.COMPLETES && mishap == Mishap.DIES_BEFORE;
    }

    /** Whether a message was sent whose record was not written. */
    private static boolean isRepeated(Step step, Mishap mishap) {
        return step == Step.SENDS && mishap == Mishap.DIES_AFTER
                || step == Step.RECORDS_SENT && mishap == Mishap.DIES_BEFORE;
    }

    private static boolean isUnknowable(Turn turn, Step step, Mishap mishap) {
        return turn.agrees()
                && switch (step) {
                    case RECORDS_BEGIN -> mishap == Mishap.DIES_AFTER;
                    case WRITES -> true;
                    case RECORDS_END -> mishap == Mishap.DIES_BEFORE;
                    default -> false;
                };
    }

    static Stream<Arguments> mishapsOfAsking() {
        return mishaps(ASKING).map(at -> Arguments.of(at[0], at[1]));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("mishapsOfAsking")
    void asksWithACardThatTheOutcomeReplaces(Step step, Mishap mishap) {
        nameCards();
        crash(question("q"), ASKING.indexOf(step), mishap);
        assertThat(writes).isEmpty();
        assertThat(texts()).containsOnly("Shall I do this? the WRITE title");

        run(word("yes"), Fate.happy());

        assertThat(writes).hasSize(1);
        assertThat(channel.replacements())
                .extracting(Channel.Replacement::id)
                .containsExactly("card " + cards().size());
    }

    /** The call is made and the user reads it; the buttons of the card that remains are refused. */
    @Test
    void endsTheTurnOnceIfTheCardCannotBeReplaced() {
        ask();
        channel.whenReplacing(() -> Uni.createFrom().failure(FakeConnector.rejecting()));

        run(activity(Turn.SUBMIT_YES), Fate.happy());
        run(pressed("again", data(1)), Fate.happy());

        assertThat(writes).hasSize(1);
        assertThat(texts()).filteredOn(DONE::equals).hasSize(1);
        assertThat(texts()).last().isEqualTo(CLOSED);
    }

    /** The sender of a button chooses what it replies to. */
    @Test
    void replacesTheCardAndNoOtherMessageThatAPressNames() {
        ask();

        run(onTeams(json -> json.put("id", "p").put("replyToId", "another").set("value", data(1))), Fate.happy());

        assertThat(channel.replacements()).extracting(Channel.Replacement::id).containsExactly("card 1");
    }

    /** The first press has claimed the call: the second one finds none. */
    @Test
    void makesTheCallOnceForTwoPressesOnTwoReplicas() {
        ask();
        JsonNode data = data(1);
        store(executed("first", data));
        store(pressed("second", data));

        List.of(replica(Fate.happy()), replica(Fate.happy())).forEach(replica -> replica.claim(CONVERSATION));
        replica(Fate.happy()).sweeping();
        awaitEndOfTurns();

        assertThat(writes).hasSize(1);
        assertThat(texts()).filteredOn(DONE::equals).hasSize(1);
        assertThat(texts()).filteredOn(CLOSED::equals).hasSize(1);
    }

    private void ask() {
        nameCards();
        run(question("q"), Fate.happy());
    }

    private void nameCards() {
        channel.behave(activity -> Uni.createFrom()
                .item(() -> Optional.of(activity.attachments() == null ? "text" : "card " + (cards().size() + 1))));
    }

    private void end(Turn turn) {
        if (turn.isLate()) {
            now(REDIS.api().hset(List.of(CONVERSATION.key("conversation"), "pendingUntil", "1")));
        }
    }

    private Activity activity(Turn turn) {
        return switch (turn) {
            case WORD_YES, LATE_WORD -> word("yes");
            case WORD_NO -> word("no");
            case SUBMIT_YES, LATE_SUBMIT -> pressed("p", data(1));
            case SUBMIT_NO -> pressed("p", data(2));
            case EXECUTE_YES, LATE_EXECUTE -> executed("p", data(1));
            case EXECUTE_NO -> executed("p", data(2));
            case NEW_QUESTION -> question("q2");
        };
    }

    private static Activity question(String id) {
        return onTeams(json -> json.put("id", id).put("text", CLOSE));
    }

    private static Activity word(String word) {
        return onTeams(json -> json.put("id", "w").put("text", word));
    }

    private static Activity pressed(String id, JsonNode data) {
        return onTeams(json -> {
            json.remove("text");
            json.put("id", id).put("replyToId", "card 1").set("value", data);
        });
    }

    private Activity executed(String id, JsonNode data) {
        Activity invoke = Samples.one("teams-invoke-adaptiveCard-action", json -> {
            Activity message = onTeams(unused -> {});
            json.put("id", id).put("replyToId", "card 1");
            ((ObjectNode) json.get("conversation"))
                    .put("id", message.conversation().id());
            ((ObjectNode) json.get("from")).put("id", message.from().id());
            ObjectNode action = (ObjectNode) json.get("value").get("action");
            action.put("verb", "parley.confirm").set("data", data);
        });
        return Bots.with(model(Fate.happy())).pressed(invoke).orElseThrow();
    }

    private static Activity onTeams(Consumer<ObjectNode> change) {
        return Samples.one("teams-message-cardsubmit-value-no-text", json -> {
            json.put("serviceUrl", "https://smba.trafficmanager.net/amer/").remove(List.of("replyToId", "value"));
            change.accept(json);
        });
    }

    /** Returns the data of a button of the first card, counted from 1. */
    private JsonNode data(int button) {
        return cards().get(0).attachments().get(0).content().at("/body/2/actions/" + (button - 1) + "/data");
    }

    private List<Activity> cards() {
        return channel.posts("message").stream()
                .map(Channel.Post::activity)
                .filter(message -> message.attachments() != null)
                .toList();
    }

    private List<String> texts() {
        return channel.posts("message").stream()
                .map(post -> post.activity().text())
                .filter(Objects::nonNull)
                .toList();
    }

    private static String outcome(Channel.Replacement replacement) {
        JsonNode card = replacement.activity().attachments().get(0).content();
        assertThat(card.toString()).doesNotContain("Action.");
        return card.at("/body/1/text").asText();
    }

    /** Runs a turn that another replica has accepted. */
    private void run(Activity activity, Fate fate) {
        store(activity);
        replica(fate).claim(CONVERSATION);
        awaitEndOfTurns();
    }

    /** Repeats this until Redis answers in time: it may be busy with its start. */
    private void store(Activity activity) {
        Replica replica = replica(Fate.happy());
        eventually().ignoreExceptions().untilAsserted(() -> replica.store(activity));
    }

    /** Lets something go wrong at a call of the replica that runs a turn, and another one end the turn. */
    private void crash(Activity activity, int step, Mishap mishap) {
        Fate fate = Fate.at(step + 1, mishap);
        fate.afterwards(mishap == Mishap.ANSWER_LOST && step > 0 ? () -> {} : () -> beginToEndLease(CONVERSATION));
        store(activity);
        replica(fate).claim(CONVERSATION);
        eventually().atMost(Duration.ofSeconds(30)).until(fate::happened);
        replica(Fate.happy()).sweeping();
        awaitEndOfTurns();
    }

    private Replica replica(Fate fate) {
        FakeTool close = FakeTool.writingWithConsent("close")
                .behaving(
                        (arguments, context) -> fate.step(() -> Uni.createFrom().item(() -> {
                            writes.add(arguments.toString());
                            return ToolOutcome.succeeded("{\"closed\":true}");
                        })));
        return replicas.add(new Replica(
                REDIS, channel, Bots.with(model(fate), FakeTool.box(close), SETTINGS), fate, SETTINGS, unused -> {}));
    }

    private static ChatModel model(Fate fate) {
        return (prompt, draft) -> fate.step(() -> Uni.createFrom().item(() -> reply(prompt)));
    }

    private static Reply reply(Prompt prompt) {
        boolean called = prompt.current().stream().anyMatch(ChatMessage.ToolResult.class::isInstance);
        List<ToolCall> calls = List.of(new ToolCall("a", "close", "{\"incident\":\"17\"}"));
        return called ? Reply.complete(DONE) : new Reply("", calls, Usage.UNKNOWN, Reply.Ending.COMPLETE);
    }
}
