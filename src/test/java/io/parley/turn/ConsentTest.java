package io.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.bot.Bots;
import io.parley.chat.ChatException;
import io.parley.chat.ChatMessage;
import io.parley.chat.ChatModel;
import io.parley.chat.Prompt;
import io.parley.chat.Reply;
import io.parley.chat.ToolCall;
import io.parley.chat.Usage;
import io.parley.connector.FakeConnector;
import io.parley.conversation.ConversationKey;
import io.parley.conversation.InvokeResult;
import io.parley.ledger.DeadLetters;
import io.parley.ledger.Fate;
import io.parley.ledger.Fate.Mishap;
import io.parley.ledger.ReplicaLedger;
import io.parley.tools.FakeTool;
import io.parley.tools.ToolOutcome;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A call that needs consent: it is made when the user who asked says yes, exactly as it was shown, and once. */
@NullUnmarked
class ConsentTest extends RunningTurns {

    private static final String CLOSE = "close incident 17";
    private static final String LOOK_AND_CLOSE = "look at incident 17 and close it";
    private static final String DONE = "It is closed.";
    private static final String WITHOUT_ANSWER = "a question that gets no answer";
    private static final String TOO_LONG = "a question that is too long";
    private static final String ASKED_BY_MODEL = "a question that the model answers with another";
    private static final String FAILED = """
            {"statusCode":500,"type":"application/vnd.microsoft.error",
             "value":{"code":"InternalServerError","message":"The action failed."}}
            """;

    private Settings settings =
            Settings.with("turns.sweep-interval", "30ms", "turns.retry-delay", "50ms", "turns.shutdown-grace", "1ms");
    private final List<String> writes = new CopyOnWriteArrayList<>();
    private final List<String> reads = new CopyOnWriteArrayList<>();
    private final List<Prompt> prompts = new CopyOnWriteArrayList<>();
    private Supplier<Uni<ToolOutcome>> behaviour =
            () -> Uni.createFrom().item(ToolOutcome.succeeded("{\"closed\":true}"));
    private final CompletableFuture<Consumer<String>> pen = new CompletableFuture<>();
    private volatile boolean broken;
    private int messages;

    @Test
    void asksBeforeACallAndMakesItWhenTheUserPressesYes() {
        say(CLOSE);
        awaitSaid(1);
        assertThat(writes).isEmpty();
        assertThat(channel.said("c"))
                .containsExactly("Shall I do this? the WRITE title\n\n- incident: 17\n\nPlease answer Yes or No.");
        assertThat(facts()).hasToString("[{\"title\":\"incident\",\"value\":\"17\"}]");

        press("yes");
        awaitSaid(2);

        assertThat(writes).containsExactly("{\"incident\":\"17\"}");
        assertThat(channel.said("c").get(1)).isEqualTo(DONE);
        assertThat(prompts.get(1).current().get(0)).isEqualTo(ChatMessage.user("Yes"));
        assertThat(prompts.get(1).current().get(1)).isInstanceOf(ChatMessage.Assistant.class);
        assertThat(prompts.get(1).current().get(2)).isInstanceOf(ChatMessage.ToolResult.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "Yes", " YES! ", "yes."})
    void takesAWordForConsent(String word) {
        say(CLOSE);
        awaitSaid(1);

        say(word);
        awaitSaid(2);

        assertThat(writes).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "No."})
    void makesNoCallThatTheUserDeclines(String word) {
        say(CLOSE);
        awaitSaid(1);

        say(word);
        awaitSaid(2);
        say("yes");
        awaitSaid(3);

        assertThat(writes).isEmpty();
        assertThat(channel.said("c").get(1)).isEqualTo("All right, I will not do this: the WRITE title.");
    }

    @Test
    void makesTheCallOnceHoweverOftenTheButtonIsPressed() {
        say(CLOSE);
        awaitSaid(1);

        JsonNode button = button("yes");
        press(button, "u1");
        press(button, "u1");
        press(button, "u1");
        awaitSaid(4);

        assertThat(writes).hasSize(1);
        assertThat(channel.said("c").subList(2, 4)).containsOnly("This question is no longer open.");
    }

    @Test
    void leavesTheDecisionToTheUserWhoAsked() {
        say(CLOSE);
        awaitSaid(1);

        press(button("yes"), "somebody else");
        awaitSaid(2);

        assertThat(writes).isEmpty();
        assertThat(channel.said("c").get(1)).isEqualTo("Only the person who asked can decide this.");

        press("yes");
        awaitSaid(3);
        assertThat(writes).hasSize(1);
    }

    @Test
    void answersAQuestionInBetweenAndLeavesTheCallWaiting() {
        say(CLOSE);
        awaitSaid(1);

        say("yes, but what is it about?");
        awaitSaid(2);
        assertThat(writes).isEmpty();
        assertThat(channel.said("c").get(1)).isEqualTo("about yes, but what is it about?");

        press("yes");
        awaitSaid(3);
        assertThat(writes).hasSize(1);
    }

    @Test
    void forgetsACallWhoseTimeIsOver() {
        say(CLOSE);
        awaitSaid(1);
        letTimeEnd(message("x"));

        press("yes");
        awaitSaid(2);

        assertThat(writes).isEmpty();
        assertThat(channel.said("c").get(1)).isEqualTo("This question is no longer open.");
    }

    @Test
    void forgetsTheCallWithTheConversation() {
        say(CLOSE);
        awaitSaid(1);

        say("/reset");
        awaitSaid(2);
        press("yes");
        awaitSaid(3);

        assertThat(writes).isEmpty();
    }

    @Test
    void makesTheCallAsItWasShownWhateverTheButtonSays() {
        say(CLOSE);
        awaitSaid(1);

        ObjectNode forged = button("yes").deepCopy();
        forged.put("tool", "drop").put("arguments", "{\"incident\":\"18\"}").put("incident", "18");
        press(forged, "u1");
        awaitSaid(2);

        assertThat(writes).containsExactly("{\"incident\":\"17\"}");
    }

    @Test
    void ignoresAButtonOfAnotherCall() {
        say(CLOSE);
        awaitSaid(1);

        press(((ObjectNode) button("yes").deepCopy()).put("token", "other"), "u1");
        awaitSaid(2);

        assertThat(writes).isEmpty();
    }

    @Test
    void takesAWordOnlyIfTheQuestionWasTheLastThatTheBotSaid() {
        say(CLOSE);
        awaitSaid(1);
        say("what is it about?");
        awaitSaid(2);

        say("yes");
        awaitSaid(3);

        assertThat(writes).isEmpty();
        assertThat(channel.said("c").get(2)).isEqualTo(channel.said("c").get(0));

        say("yes");
        awaitSaid(4);
        assertThat(writes).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/help", WITHOUT_ANSWER, TOO_LONG})
    void asksAgainAfterAnythingElseThatTheBotSaidWithoutRememberingIt(String between) {
        say(CLOSE);
        awaitSaid(1);
        say(between.equals(TOO_LONG) ? "x".repeat(5000) : between);
        awaitSaid(2);

        say("yes");
        awaitSaid(3);

        assertThat(writes).isEmpty();
        assertThat(channel.said("c").get(2)).isEqualTo(channel.said("c").get(0));
    }

    @Test
    void asksAgainAfterAnAnswerThatTheUserStopped() {
        settings = Settings.with("turns.typing-after", "20ms");
        say(CLOSE);
        awaitSaid(1);
        channel.behave(activity -> "Shall I open it? Answer yes".equals(activity.text())
                ? Uni.createFrom().failure(FakeConnector.cancelled())
                : Uni.createFrom().item(Optional.of("id")));
        say(ASKED_BY_MODEL);
        pen.join().accept("Shall I open it?");
        eventually().untilAsserted(() -> assertThat(channel.drafts("c")).contains("Shall I open it?"));
        pen.join().accept("Shall I open it? Answer yes");
        awaitIdle();

        say("yes");
        awaitSaid(2);

        assertThat(writes).isEmpty();
        assertThat(channel.said("c").get(1)).isEqualTo(channel.said("c").get(0));
    }

    @Test
    void asksAgainAfterATurnThatIsGivenUp() {
        say(CLOSE);
        awaitSaid(1);
        channel.behave(activity -> "about what?".equals(activity.text())
                ? Uni.createFrom().failure(FakeConnector.tooLarge())
                : Uni.createFrom().item(Optional.of("id")));
        say("what?");
        awaitSaid(2);
        assertThat(channel.said("c").get(1)).isEqualTo("apology");

        say("yes");
        awaitSaid(3);

        assertThat(writes).isEmpty();
        assertThat(channel.said("c").get(2)).isEqualTo(channel.said("c").get(0));
    }

    @Test
    void takesAWordForAnAnswerToALaterQuestionWhenTheTimeIsOver() {
        say(CLOSE);
        awaitSaid(1);
        say("what is it about?");
        awaitSaid(2);
        letTimeEnd(message("x"));

        say("yes");
        awaitSaid(3);

        assertThat(writes).isEmpty();
        assertThat(channel.said("c").get(2)).isEqualTo("about yes");
    }

    @Test
    void refusesAWordAfterTheTimeOfTheQuestion() {
        say(CLOSE);
        awaitSaid(1);
        letTimeEnd(message("x"));

        say("yes");
        awaitSaid(2);
        say("yes");
        awaitSaid(3);

        assertThat(writes).isEmpty();
        assertThat(channel.said("c").subList(1, 3)).containsExactly("This question is no longer open.", "about yes");
    }

    @Test
    void givesTheOutcomeInTheResponseToAPressedButton() {
        JsonNode button = askOnTeams("yes");

        Receipt receipt = take(invoked(button));

        assertThat(receipt.kind()).isEqualTo(Receipt.Kind.RESULT);
        JsonNode body = Samples.MAPPER.valueToTree(receipt.result());
        assertThat(body.path("statusCode").asInt()).isEqualTo(200);
        assertThat(body.path("type").asText()).isEqualTo("application/vnd.microsoft.card.adaptive");
        assertThat(body.at("/value/body/1/text").asText()).isEqualTo("This was done: the WRITE title.");
        assertThat(body.path("value").toString()).doesNotContain("Action.");
        awaitIdle();
        assertThat(writes).containsExactly("{\"incident\":\"17\"}");
        assertThat(onTeams()).last().isEqualTo(DONE);
        assertThat(onlyReplacement().id()).isEqualTo("card");
    }

    @Test
    void givesTheSameOutcomeToAnInvokeThatIsDeliveredAgain() {
        Activity invoke = invoked(askOnTeams("yes"));
        Receipt first = take(invoke);
        awaitIdle();

        Receipt again = take(invoke);

        assertThat(again.result()).isEqualTo(first.result());
        assertThat(writes).hasSize(1);
        assertThat(onTeams()).hasSize(2);
    }

    @Test
    void givesTheOutcomeOfATurnThatAnotherReplicaEnds() {
        Activity invoke = invoked(askOnTeams("no"));
        Activity press = Bots.with(model(Fate.happy())).pressed(invoke).orElseThrow();
        replica(Fate.happy()).store(press);
        replica(Fate.happy()).sweeping();
        awaitIdle();

        Receipt receipt = take(invoke);

        assertThat(Samples.MAPPER
                        .valueToTree(receipt.result())
                        .at("/value/body/1/text")
                        .asText())
                .isEqualTo("All right, I will not do this: the WRITE title.");
    }

    @Test
    void refusesFurtherPressesInTheirResponsesAndLeavesTheCardAsItIs() {
        JsonNode button = askOnTeams("yes");
        take(invoked(button));
        awaitIdle();

        assertThat(take(invoked(button)).result()).isEqualTo(InvokeResult.message("This question is no longer open."));

        awaitIdle();
        assertThat(writes).hasSize(1);
        assertThat(onTeams()).hasSize(2);
        onlyReplacement();
    }

    @Test
    void tellsOnlyThePresserThatAnotherUserHasToDecide() {
        JsonNode button = askOnTeams("yes");

        Receipt receipt = take(invoked(button, "29:another"));

        assertThat(receipt.result()).isEqualTo(InvokeResult.message("Only the person who asked can decide this."));
        awaitIdle();
        assertThat(onTeams()).hasSize(1);
        assertThat(channel.replacements()).isEmpty();
        take(invoked(button));
        assertThat(writes).hasSize(1);
    }

    @Test
    void closesTheCardOfAQuestionWhoseTimeIsOver() {
        JsonNode button = askOnTeams("yes");
        letTimeEnd(onTeams(json -> {}));

        Receipt receipt = take(invoked(button));

        assertThat(Samples.MAPPER
                        .valueToTree(receipt.result())
                        .at("/value/body/1/text")
                        .asText())
                .isEqualTo("This question is no longer open.");
        awaitIdle();
        assertThat(writes).isEmpty();
        assertThat(outcome(onlyReplacement())).isEqualTo("This question is no longer open.");
    }

    @Test
    void endsAPressThatIsGivenUpWithAnErrorAndSaysTheApologyOnce() {
        Activity invoke = invoked(askOnTeams("yes"));
        broken = true;

        Receipt receipt = replica(Fate.happy()).sweeping().take(invoke).await().atMost(Duration.ofSeconds(5));

        assertThat(body(receipt)).isEqualTo(Samples.read(FAILED, JsonNode.class));
        awaitIdle();
        assertThat(onTeams()).last().asString().startsWith("apology");
        assertThat(onTeams()).hasSize(2);
    }

    @Test
    void givesTheErrorOfAPressThatAnotherReplicaGivesUp() {
        Activity invoke = invoked(askOnTeams("yes"));
        broken = true;
        replica(Fate.happy())
                .store(Bots.with(model(Fate.happy())).pressed(invoke).orElseThrow());
        replica(Fate.happy()).sweeping();
        awaitIdle();

        Receipt receipt = take(invoke);

        assertThat(body(receipt)).isEqualTo(Samples.read(FAILED, JsonNode.class));
    }

    @Test
    void doesNotRepeatAMessageInTheResponseToAPressThatHasNoOutcome() {
        Activity invoke = invoked(askOnTeams("yes"));
        Replica withoutTool = replicas.add(
                new Replica(REDIS, channel, Bots.with(model(Fate.happy())), Fate.happy(), settings, step -> {}));

        Receipt receipt = withoutTool.take(invoke).await().atMost(Duration.ofSeconds(5));

        assertThat(receipt.result()).isEqualTo(InvokeResult.message("One moment, please."));
        awaitIdle();
        assertThat(onTeams()).hasSize(2).last().isEqualTo(DONE);
    }

    @Test
    void leavesTheCardOfALaterQuestionWhenAnOperatorReplaysAConfirmedCall() {
        askOnTeams("yes");
        broken = true;
        replica(Fate.happy()).sweeping();
        accept(onTeams(json -> json.put("id", "w").put("text", "yes")));
        awaitIdle();
        broken = false;
        channel.behave(activity -> Uni.createFrom().item(Optional.of("another card")));
        accept(onTeams(json -> json.put("id", "q2").put("text", CLOSE)));
        awaitIdle();
        DeadLetters letters = ReplicaLedger.deadLetters(REDIS, settings);
        int said = onTeams().size();

        assertThat(now(letters.replay(now(letters.list(1)).get(0).id()))).isTrue();
        awaitIdle();

        assertThat(onTeams()).hasSize(said + 1).last().isEqualTo(DONE);
        assertThat(channel.replacements()).extracting(Channel.Replacement::id).doesNotContain("another card");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leavesTheCardOfAQuestionThatAnotherVersionHasReplaced(boolean dies) {
        askOnTeams("yes");
        Activity yes = onTeams(json -> json.put("id", "w").put("text", "yes"));
        replaceCall(ConversationKey.of(yes));
        Fate fate = dies ? Fate.at(Step.RECORDS_BEGIN.ordinal() + 1, Mishap.DIES_BEFORE) : Fate.happy();
        fate.afterwards(() -> beginToEndLease(ConversationKey.of(yes)));
        replica(Fate.happy()).store(yes);

        replica(fate).claim(ConversationKey.of(yes));
        if (dies) {
            eventually().until(fate::happened);
            replica(Fate.happy()).sweeping();
        }
        awaitIdle();

        assertThat(writes).hasSize(1);
        assertThat(channel.replacements()).isEmpty();
    }

    private static JsonNode body(Receipt receipt) {
        return Samples.MAPPER.valueToTree(receipt.result());
    }

    /** Does what a version does that does not know the other fields of a question. */
    private static void replaceCall(ConversationKey conversation) {
        String key = conversation.key("conversation");
        String call = now(REDIS.api().hget(key, "pending")).toString();
        now(REDIS.api().hset(List.of(key, "pending", call.replaceFirst("\"token\":\".", "\"token\":\"_"))));
    }

    @Test
    void asksForAMomentIfTheCallTakesLongerThanTheSenderWaits() {
        settings = Settings.with("turns.button-timeout", "100ms");
        JsonNode button = askOnTeams("yes");
        CompletableFuture<ToolOutcome> slow = new CompletableFuture<>();
        behaviour = () -> Uni.createFrom().completionStage(slow);

        assertThat(take(invoked(button)).result()).isEqualTo(InvokeResult.message("One moment, please."));

        slow.complete(ToolOutcome.succeeded("{}"));
        eventually().untilAsserted(() -> assertThat(channel.replacements()).hasSize(1));
        assertThat(outcome(onlyReplacement())).isEqualTo("This was done: the WRITE title.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | BadRequest",
                "{\"action\":7} | BadRequest",
                "{\"action\":{\"type\":\"Action.Submit\",\"verb\":\"parley.confirm\"}} | NotSupported",
                "{\"action\":{\"type\":\"Action.Execute\",\"verb\":\"parley.confirm\"}} | BadRequest",
                "{\"action\":{\"type\":\"Action.Execute\",\"verb\":\"parley.confirm\",\"data\":{\"token\":7,\"answer\":\"yes\"}}} | BadRequest"
            })
    void refusesAnActionThatNoCardOfTheBotSends(String value, String code) {
        Activity invoke = Samples.one(
                "teams-invoke-adaptiveCard-action", json -> json.set("value", Samples.read(value, JsonNode.class)));

        InvokeResult result = take(invoke).result();

        assertThat(result.statusCode()).isEqualTo(400);
        assertThat(result.type()).isEqualTo("application/vnd.microsoft.error");
        assertThat(result.value().path("code").asText()).isEqualTo(code);
        assertThat(result.value().path("message").asText()).isNotBlank();
    }

    @Test
    void asksOnTeamsWithACardOfItsOwn() {
        askOnTeams("yes");

        List<Activity> messages =
                channel.posts("message").stream().map(Channel.Post::activity).toList();
        assertThat(messages).hasSize(2);
        assertThat(messages.get(0).text()).isEqualTo("Shall I do this? the WRITE title");
        assertThat(messages.get(0).attachments()).isNull();
        assertThat(messages.get(1).text()).isNull();
        JsonNode button = messages.get(1).attachments().get(0).content().at("/body/2/actions/0");
        assertThat(button.path("type").asText()).isEqualTo("Action.Execute");
        assertThat(button.at("/fallback/type").asText()).isEqualTo("Action.Submit");
        assertThat(button.at("/fallback/data")).isEqualTo(button.path("data"));
    }

    @Test
    void replacesTheCardOnTeamsByWhatCameOfIt() {
        JsonNode button = askOnTeams("no");

        accept(onTeams(json -> {
            json.remove("text");
            json.put("id", "p").put("replyToId", "card").set("value", button);
        }));
        awaitIdle();

        assertThat(onlyReplacement().id()).isEqualTo("card");
        JsonNode card = onlyReplacement().activity().attachments().get(0).content();
        assertThat(card.toString()).doesNotContain("Action.");
        assertThat(outcome(onlyReplacement())).isEqualTo("All right, I will not do this: the WRITE title.");
    }

    @ParameterizedTest
    @CsvSource({"yes, This was done: the WRITE title.", "no, 'All right, I will not do this: the WRITE title.'"})
    void replacesTheCardAfterAWord(String word, String outcome) {
        askOnTeams("yes");

        accept(onTeams(json -> json.put("id", "w").put("text", word)));
        awaitIdle();

        assertThat(onlyReplacement().id()).isEqualTo("card");
        assertThat(outcome(onlyReplacement())).isEqualTo(outcome);
    }

    @Test
    void replacesTheCardOfAQuestionThatAnotherOneLeavesBehind() {
        askOnTeams("yes");

        accept(onTeams(json -> json.put("id", "w").put("text", CLOSE)));
        awaitIdle();

        assertThat(onlyReplacement().id()).isEqualTo("card");
        assertThat(outcome(onlyReplacement())).isEqualTo("This question is no longer open.");
    }

    @Test
    void replacesTheCardOfATurnThatIsGivenUp() {
        askOnTeams("yes");
        broken = true;
        replica(Fate.happy()).sweeping();

        accept(onTeams(json -> json.put("id", "w").put("text", "yes")));
        awaitIdle();

        assertThat(onTeams()).hasSize(2).last().asString().startsWith("apology");
        assertThat(writes).hasSize(1);
        assertThat(onlyReplacement().id()).isEqualTo("card");
        assertThat(outcome(onlyReplacement())).isEqualTo("This was done: the WRITE title.");
    }

    @ParameterizedTest
    @EnumSource(
            value = Mishap.class,
            names = {"DIES_BEFORE", "DIES_AFTER"})
    void replacesTheCardAlsoWhenTheReplicaDiedAfterTheClaim(Mishap mishap) {
        askOnTeams("yes");
        Activity yes = onTeams(json -> json.put("id", "w").put("text", "yes"));
        ConversationKey conversation = ConversationKey.of(yes);
        Fate fate = Fate.at(Step.RECORDS_BEGIN.ordinal() + 1, mishap);
        fate.afterwards(() -> beginToEndLease(conversation));
        replica(Fate.happy()).store(yes);
        replica(fate).claim(conversation);
        eventually().until(fate::happened);

        replica(Fate.happy()).sweeping();
        awaitIdle();

        assertThat(onTeams()).as("said").hasSize(2);
        assertThat(onlyReplacement().id()).isEqualTo("card");
    }

    private void letTimeEnd(Activity inConversation) {
        String conversation = ConversationKey.of(inConversation).key("conversation");
        REDIS.api().hset(List.of(conversation, "pendingUntil", "1")).await().indefinitely();
    }

    /** Lets the bot ask in Teams, where the card gets the id "card". Returns the data of a button. */
    private JsonNode askOnTeams(String answer) {
        channel.behave(
                activity -> Uni.createFrom().item(Optional.of(activity.attachments() == null ? "text" : "card")));
        accept(onTeams(json -> json.put("id", "q").put("text", CLOSE)));
        awaitIdle();
        JsonNode card = channel.posts("message").stream()
                .map(Channel.Post::activity)
                .filter(message -> message.attachments() != null)
                .findFirst()
                .orElseThrow()
                .attachments()
                .get(0)
                .content();
        int place = answer.equals("yes") ? 0 : 1;
        return card.at("/body/2/actions").get(place).get("data");
    }

    private Activity invoked(JsonNode button) {
        return invoked(button, onTeams(json -> {}).from().id());
    }

    private Activity invoked(JsonNode button, String user) {
        String id = "f:" + ++messages;
        String conversation = onTeams(json -> {}).conversation().id();
        return Samples.one("teams-invoke-adaptiveCard-action", json -> {
            json.put("id", id).put("replyToId", "card");
            ((ObjectNode) json.get("conversation")).put("id", conversation);
            ((ObjectNode) json.get("from")).put("id", user);
            ObjectNode action = (ObjectNode) json.get("value").get("action");
            action.put("verb", "parley.confirm").set("data", button);
        });
    }

    private Receipt take(Activity invoke) {
        return replica(Fate.happy()).take(invoke).await().atMost(Duration.ofSeconds(5));
    }

    /** What was said in Teams, without the card. */
    private List<String> onTeams() {
        return channel.posts("message").stream()
                .map(Channel.Post::activity)
                .map(Activity::text)
                .filter(Objects::nonNull)
                .toList();
    }

    private Channel.Replacement onlyReplacement() {
        assertThat(channel.replacements()).hasSize(1);
        return channel.replacements().get(0);
    }

    private static String outcome(Channel.Replacement replacement) {
        return replacement
                .activity()
                .attachments()
                .get(0)
                .content()
                .at("/body/1/text")
                .asText();
    }

    @Test
    void remembersWhatWasDoneInATurnThatIsGivenUp() {
        say(CLOSE);
        awaitSaid(1);
        channel.behave(activity -> Uni.createFrom().failure(FakeConnector.rejecting()));

        press("yes");

        eventually().untilAsserted(() -> assertThat(REDIS.keys()).noneMatch(key -> key.contains(":turns:")));
        assertThat(writes).hasSize(1);
        assertThat(REDIS.api()
                        .lrange(ConversationKey.of(message("x")).key("history"), "0", "-1")
                        .await()
                        .indefinitely()
                        .toString())
                .contains("(The answer failed.)", "close {\\\"incident\\\":\\\"17\\\"}: succeeded");
    }

    private static Activity onTeams(Consumer<ObjectNode> change) {
        return Samples.one("teams-message-cardsubmit-value-no-text", json -> {
            json.put("serviceUrl", "https://smba.trafficmanager.net/amer/").remove("replyToId");
            json.remove("value");
            change.accept(json);
        });
    }

    enum Step {
        TAKES_OVER,
        CLAIMS_CALL,
        RECORDS_BEGIN,
        WRITES,
        RECORDS_END,
        ASKS,
        RECORDS_ANSWER,
        SENDS,
        COMPLETES
    }

    static Stream<Arguments> mishaps() {
        return mishapsAt(Step.values(), Step.SENDS);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("mishaps")
    void makesAConfirmedCallOnceAlsoWhenAReplicaDies(Step step, Mishap mishap) {
        say(CLOSE);
        awaitSaid(1);
        crash(pressed(button("yes"), "u1"), step.ordinal() + 1, mishap);

        assertThat(writes).hasSizeLessThanOrEqualTo(1);
        List<String> said = channel.said("c").subList(1, channel.said("c").size());
        assertThat(said).isNotEmpty().allMatch(text -> text.startsWith(DONE));
        assertThat(writes.size() == 1 || said.get(0).contains("It is not known"))
                .isTrue();

        press(button("yes"), "u1");
        eventually().untilAsserted(() -> assertThat(channel.said("c")).contains("This question is no longer open."));
        assertThat(writes).hasSizeLessThanOrEqualTo(1);
    }

    /** The calls of a replica that takes over a turn, in which the model asks for a read, and then for a write with consent. */
    enum Asking {
        TAKES_OVER,
        ASKS,
        RECORDS_ROUND,
        READS,
        RECORDS_READ,
        ASKS_AGAIN,
        RECORDS_SECOND_ROUND,
        RECORDS_ANSWER,
        SENDS,
        COMPLETES
    }

    static Stream<Arguments> mishapsOfAsking() {
        return mishapsAt(Asking.values(), Asking.SENDS);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("mishapsOfAsking")
    void asksForOneConsentAlsoWhenAReplicaDies(Asking step, Mishap mishap) {
        crash(message(LOOK_AND_CLOSE), step.ordinal() + 1, mishap);

        assertThat(writes).isEmpty();
        assertThat(reads).isNotEmpty();
        assertThat(channel.said("c")).isNotEmpty().allMatch(text -> text.startsWith("Shall I do this?"));
        press("yes");
        eventually().untilAsserted(() -> assertThat(channel.said("c")).contains(DONE));
        awaitIdle();
        assertThat(writes).containsExactly("{\"incident\":\"17\"}");
        press("yes");
        awaitIdle();
        assertThat(writes).hasSize(1);
    }

    enum Declining {
        TAKES_OVER,
        RECORDS_ANSWER,
        SENDS,
        COMPLETES
    }

    static Stream<Arguments> mishapsOfDeclining() {
        return mishapsAt(Declining.values(), Declining.SENDS);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("mishapsOfDeclining")
    void makesNoDeclinedCallAlsoWhenAReplicaDies(Declining step, Mishap mishap) {
        say(CLOSE);
        awaitSaid(1);

        crash(pressed(button("no"), "u1"), step.ordinal() + 1, mishap);
        press("yes");
        awaitIdle();

        assertThat(writes).isEmpty();
        assertThat(channel.said("c")).last().isEqualTo("This question is no longer open.");
    }

    /** Lets something go wrong at a call of the replica that runs a turn, and another one end the turn. */
    private void crash(Activity activity, int step, Mishap mishap) {
        Fate fate = Fate.at(step, mishap);
        ConversationKey conversation = ConversationKey.of(activity);
        fate.afterwards(mishap == Mishap.ANSWER_LOST && step > 1 ? () -> {} : () -> beginToEndLease(conversation));
        replica(Fate.happy()).store(activity);
        replica(fate).claim(conversation);
        eventually().until(fate::happened);
        replica(Fate.happy()).sweeping();
        awaitIdle();
    }

    private Activity message(String text) {
        return Samples.message("c", "m" + ++messages, text);
    }

    private void say(String text) {
        accept(message(text));
    }

    private void accept(Activity activity) {
        replica(Fate.happy()).accept(activity).await().atMost(Duration.ofSeconds(5));
    }

    private void press(String answer) {
        press(button(answer), "u1");
    }

    private void press(JsonNode data, String user) {
        accept(pressed(data, user));
    }

    private Activity pressed(JsonNode data, String user) {
        String id = "p" + ++messages;
        return Samples.one("webchat-message", json -> {
            ((ObjectNode) json.get("conversation")).put("id", "c");
            ((ObjectNode) json.get("from")).put("id", user);
            json.put("id", id).remove(List.of("text", "channelData"));
            json.set("value", data);
        });
    }

    /** The data of a button on the first card. */
    private JsonNode button(String answer) {
        JsonNode actions = card().get("actions");
        return IntStream.range(0, actions.size())
                .mapToObj(place -> actions.get(place).get("data"))
                .filter(data -> data.get("answer").asText().equals(answer))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode facts() {
        return card().at("/body/1/facts");
    }

    private JsonNode card() {
        return channel.posts("message").get(0).activity().attachments().get(0).content();
    }

    private void awaitSaid(int number) {
        eventually().untilAsserted(() -> assertThat(channel.said("c")).hasSize(number));
        eventually().untilAsserted(() -> assertThat(REDIS.keys()).noneMatch(key -> key.contains(":turns:")));
    }

    private void awaitIdle() {
        eventually().untilAsserted(() -> assertThat(REDIS.keys()).noneMatch(key -> key.contains(":turns:")));
    }

    private Replica replica(Fate fate) {
        FakeTool look = FakeTool.reading("look")
                .behaving(
                        (arguments, context) -> fate.step(() -> Uni.createFrom().item(() -> {
                            reads.add(arguments.toString());
                            return ToolOutcome.succeeded("{\"open\":true}");
                        })));
        FakeTool close = FakeTool.writingWithConsent("close")
                .behaving((arguments, context) -> fate.step(() -> Uni.createFrom()
                        .item(() -> {
                            writes.add(arguments.toString());
                            return behaviour.get();
                        })
                        .chain(outcome -> outcome)));
        return replicas.add(new Replica(
                REDIS,
                channel,
                Bots.with(model(fate), FakeTool.box(close, look), settings),
                fate,
                settings,
                step -> {}));
    }

    private ChatModel model(Fate fate) {
        return (prompt, draft) -> {
            if (prompt.current().get(0).text().equals(ASKED_BY_MODEL)) {
                pen.complete(draft);
                return Uni.createFrom().nothing();
            }
            return fate.step(() -> Uni.createFrom().item(() -> reply(prompt)));
        };
    }

    private Reply reply(Prompt prompt) {
        prompts.add(prompt);
        if (broken) {
            throw new IllegalStateException("A bug");
        }
        if (prompt.current().get(0).text().equals(WITHOUT_ANSWER)) {
            throw new ChatException.Unavailable("It is away.");
        }
        if (prompt.current().get(0).text().equals(LOOK_AND_CLOSE)) {
            boolean looked = prompt.current().stream().anyMatch(ChatMessage.ToolResult.class::isInstance);
            return looked ? calling("b", "close", "{\"incident\":\"17\"}") : calling("a", "look", "{}");
        }
        if (prompt.current().stream().anyMatch(ChatMessage.ToolResult.class::isInstance)) {
            return Reply.complete(DONE);
        }
        String asked = prompt.current().get(0).text();
        return asked.equals(CLOSE) ? calling("a", "close", "{\"incident\":\"17\"}") : Reply.complete("about " + asked);
    }

    private static Reply calling(String id, String tool, String arguments) {
        return new Reply("", List.of(new ToolCall(id, tool, arguments)), Usage.UNKNOWN, Reply.Ending.COMPLETE);
    }
}
