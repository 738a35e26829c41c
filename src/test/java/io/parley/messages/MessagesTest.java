package io.parley.messages;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.parley.redis.TestRedis;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jose4j.jwt.JwtClaims;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole application from the view of Azure Bot Service: real HTTP, real tokens and signatures, a real Redis. */
@QuarkusTest
@NullUnmarked
@WithTestResource(ParleyEnvironment.class)
class MessagesTest {

    Surroundings surroundings;
    TestRedis redis;
    LogFile log;

    /** Otherwise the next test would see what an earlier test began. */
    @BeforeEach
    void startOver() {
        await().untilAsserted(() -> assertThat(redis.keys()).noneMatch(key -> key.contains(":turns:")));
        surroundings.reset();
    }

    @Test
    void answersMessageAtItsServiceUrl() {
        surroundings.modelAnswers("Add one in the canary dashboard.");
        TestActivity question = message("How do I add a canary monitor?");

        deliver(question).statusCode(202).body(blankOrNullString());

        await().untilAsserted(() ->
                assertThat(surroundings.posted(question.conversation())).hasSize(1));
        JsonNode reply = surroundings.posted(question.conversation()).get(0);
        assertThat(reply.get("text").textValue()).isEqualTo("Add one in the canary dashboard.");
        assertThat(reply.get("type").textValue()).isEqualTo("message");
        assertThat(reply.get("replyToId").textValue()).isEqualTo(question.id());
        assertThat(reply.get("from")).isEqualTo(question.json().get("recipient"));
        assertThat(reply.at("/recipient/id")).isEqualTo(question.json().at("/from/id"));
        assertThat(reply.has("id")).isFalse();
        LoggedRequest post = surroundings.requestsToConnector().get(0);
        assertThat(post.getHeader("Authorization")).isEqualTo("Bearer " + Surroundings.BOT_TOKEN);
        assertThat(post.getUrl()).startsWith("/connector/amer/v3/conversations/");
        assertThat(decoded(post.getUrl()))
                .isEqualTo(
                        "/connector/amer/v3/conversations/" + question.conversation() + "/activities/" + question.id());
    }

    @Test
    void asksModelWithSystemPromptAndTheTutorialsParameters() {
        expectReplies(message("a canary question"));

        JsonNode question = surroundings.questions().get(0);
        assertThat(question.at("/messages/0/role").textValue()).isEqualTo("system");
        assertThat(question.at("/messages/0/content").textValue()).contains("OneUptime");
        assertThat(question.at("/messages/1/content").textValue()).isEqualTo("a canary question");
        assertThat(question.get("max_tokens").intValue()).isEqualTo(800);
        assertThat(question.get("temperature").doubleValue()).isEqualTo(0.7);
        LoggedRequest call = surroundings.requestsToModel().get(0);
        assertThat(call.getUrl())
                .isEqualTo("/model/openai/deployments/gpt-4o-mini/chat/completions?api-version=2024-06-01");
        assertThat(call.getHeader("api-key")).isEqualTo(Surroundings.MODEL_KEY);
    }

    @Test
    void remembersTheConversation() {
        TestActivity first = message("canary one");
        surroundings.modelAnswers("canary answer one");
        expectReplies(first);

        expectReplies(message("canary two").in(first.conversation()));

        assertThat(contents(surroundings.questions().get(1)))
                .endsWith("canary one", "canary answer one", "canary two")
                .hasSize(4);
    }

    @Test
    void givesModelTheMessagesUpToTheSizeThatTheWindowGrowsTo() {
        String conversation = UUID.randomUUID().toString();

        IntStream.rangeClosed(1, 12)
                .forEach(number -> expectReplies(message("canary " + number).in(conversation)));

        List<String> last = contents(surroundings.questions().get(11));
        assertThat(last).hasSize(24).endsWith("canary 12");
        assertThat(last.get(0)).contains("OneUptime");
        assertThat(last).contains("canary 1", "canary 2", "canary 3");
    }

    @Test
    void keepsConversationsApart() {
        expectReplies(message("canary of one"));
        expectReplies(message("canary of another"));

        assertThat(contents(surroundings.questions().get(1))).doesNotContain("canary of one");
    }

    @Test
    void answersInTheResponseWhenRepliesAreExpected() {
        surroundings.modelAnswers("canary answer");
        TestActivity question = message("canary?");

        deliver(question.expectingReplies())
                .statusCode(200)
                .body("activities.size()", is(1))
                .body("activities[0].text", equalTo("canary answer"))
                .body("activities[0].replyToId", equalTo(question.id()))
                .body("activities[0].id", nullValue());

        assertThat(surroundings.requestsToConnector()).isEmpty();
    }

    @Test
    void answersActivityDeliveredAgainOnce() {
        TestActivity question = message("canary?");

        deliver(question).statusCode(202);
        deliver(question).statusCode(202);
        await().untilAsserted(() ->
                assertThat(surroundings.said(question.conversation())).hasSize(1));
        deliver(question).statusCode(202);
        expectReplies(message("canary last").in(question.conversation()));

        assertThat(surroundings.said(question.conversation())).hasSize(1);
        assertThat(surroundings.lastMessages()).containsExactly("canary?", "canary last");
    }

    @Test
    void givesTheSameAnswerWhenRepliesAreExpectedAgain() {
        surroundings.modelAnswers("canary answer");
        TestActivity question = message("canary?").expectingReplies();
        deliver(question).statusCode(200);

        deliver(question).statusCode(200).body("activities[0].text", equalTo("canary answer"));

        assertThat(surroundings.questions()).hasSize(1);
    }

    @Test
    void recognisesWhatAClientSendsAgainUnderANewId() {
        TestActivity question = TestActivity.sample("webchat-message", surroundings.serviceUrl())
                .with("text", "canary")
                .expectingReplies();
        deliver(question).statusCode(200);

        deliver(question.with("id", "another")).statusCode(200);

        assertThat(surroundings.questions()).hasSize(1);
    }

    @Test
    void answersInTheOrderOfAcceptance() {
        String conversation = UUID.randomUUID().toString();
        surroundings.modelAnswersSlowly(50, "canary");
        List<String> texts =
                IntStream.range(0, 8).mapToObj(number -> "canary " + number).toList();
        List<TestActivity> questions =
                texts.stream().map(text -> message(text).in(conversation)).toList();

        questions.forEach(question -> deliver(question).statusCode(202));

        await().untilAsserted(() -> assertThat(surroundings.said(conversation)).hasSize(8));
        assertThat(surroundings.lastMessages()).isEqualTo(texts);
        assertThat(surroundings.posted(conversation))
                .extracting(reply -> reply.get("replyToId").textValue())
                .containsExactlyElementsOf(
                        questions.stream().map(TestActivity::id).toList());
    }

    @Test
    void welcomesEachConversationOnce() {
        TestActivity added = sample("teams-conversationUpdate-personal-bot-added");
        String conversation = added.conversation();
        String user = added.json().at("/from/id").textValue();

        deliver(added).statusCode(202);
        deliver(membersAdded(conversation, user)).statusCode(202);
        deliver(membersAdded(conversation, user)).statusCode(202);
        deliver(event(conversation)).statusCode(202);
        expectReplies(message("canary").in(conversation));

        assertThat(surroundings.said(conversation))
                .hasSize(1)
                .first()
                .asString()
                .contains("OneUptime support bot");
        assertThat(surroundings.posted(conversation).get(0).has("replyToId")).isFalse();
    }

    @Test
    void welcomesATeamOnceWhenItIsAddedAndNobodyWhoJoinsLater() {
        TestActivity added = sample("teams-conversationUpdate-team-bot-added");
        TestActivity later = sample("teams-conversationUpdate-team-bot-added").in(added.conversation());
        ((ObjectNode) later.json()).putArray("membersAdded").addObject().put("id", "29:ann");

        deliver(added).statusCode(202);
        deliver(later).statusCode(202);
        deliver(sample("teams-conversationUpdate-team-bot-added")
                        .in(added.conversation())
                        .with("id", "another"))
                .statusCode(202);
        deliver(message("/help").in(added.conversation()).expectingReplies()).statusCode(200);

        assertThat(surroundings.said(added.conversation())).hasSize(1);
    }

    @Test
    void takesMentionsOfItselfOutOfTheText() {
        TestActivity mention = sample("teams-message-channel-mention").expectingReplies();

        deliver(mention).statusCode(200);

        assertThat(surroundings.lastMessages()).containsExactly("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "\u00a0"})
    void asksForTextWhenThereIsNone(String text) {
        TestActivity empty = message(text);
        ((ObjectNode) empty.json()).remove("attachments");

        deliver(empty.expectingReplies())
                .statusCode(200)
                .body("activities[0].text", containsString("I can only read text"));

        assertThat(surroundings.questions()).isEmpty();
    }

    @Test
    void asksForTextWhenACardIsSubmitted() {
        deliver(sample("teams-message-cardsubmit-value-no-text").expectingReplies())
                .statusCode(200)
                .body("activities[0].text", containsString("I can only read text"));

        assertThat(surroundings.questions()).isEmpty();
    }

    @Test
    void forgetsTheConversationWhenToldTo() {
        TestActivity first = message("canary one");
        expectReplies(first);

        deliver(message(" /Reset ").in(first.conversation()).expectingReplies())
                .body("activities[0].text", containsString("forgotten"));
        expectReplies(message("canary two").in(first.conversation()));

        assertThat(contents(surroundings.questions().get(1)))
                .endsWith("canary two")
                .hasSize(2);
    }

    @Test
    void forgetsAMessageThatItsUserDeletes() {
        TestActivity first = message("canary one");
        expectReplies(first);
        expectReplies(message("canary two").in(first.conversation()));

        deliver(sample("teams-messageDelete-softDeleteMessage")
                        .in(first.conversation())
                        .with("id", first.id()))
                .statusCode(202);
        expectReplies(message("canary three").in(first.conversation()));

        assertThat(contents(surroundings.questions().get(2)))
                .doesNotContain("canary one")
                .contains("canary two")
                .hasSize(4);
    }

    @Test
    void forgetsTheConversationThatItIsRemovedFrom() {
        TestActivity first = message("canary one");
        expectReplies(first);

        deliver(removal("remove-upgrade").in(first.conversation())).statusCode(202);
        expectReplies(message("canary two").in(first.conversation()));
        deliver(removal("remove").in(first.conversation())).statusCode(202);
        expectReplies(message("canary three").in(first.conversation()));

        assertThat(contents(surroundings.questions().get(1))).contains("canary one");
        assertThat(contents(surroundings.questions().get(2))).hasSize(2).endsWith("canary three");
    }

    private TestActivity removal(String action) {
        return sample("teams-messageDelete-softDeleteMessage")
                .with("type", "installationUpdate")
                .with("action", action)
                .with("id", action);
    }

    @Test
    void saysWhatItCanDo() {
        deliver(message("/help").expectingReplies()).body("activities[0].text", containsString("/reset"));

        assertThat(surroundings.questions()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "400, azure-openai/400_content_filter.json, I cannot answer that",
        "200, azure-openai/200_finish_content_filter.json, I cannot answer that",
        "200, azure-openai/200_finish_length.json, I could not come up with an answer",
        "401, azure-openai/401_key.json, something went wrong",
        "404, azure-openai/404_deployment.json, something went wrong",
        "429, azure-openai/429_short.json, try again in 2 s",
        "500, azure-openai/500_server_error.json, something went wrong"
    })
    void apologisesWhenTheModelGivesNoAnswerAndForgetsTheQuestion(int status, String fixture, String apology) {
        surroundings.modelFails(status, fixture);
        TestActivity question = message("canary one");
        deliver(question.expectingReplies()).statusCode(200).body("activities[0].text", containsString(apology));

        surroundings.modelAnswers("canary");
        expectReplies(message("canary two").in(question.conversation()));

        List<JsonNode> questions = surroundings.questions();
        assertThat(contents(questions.get(questions.size() - 1)))
                .contains("canary two")
                .doesNotContain("canary one");
        assertThat(log.lines()).anyMatch(line -> line.contains("The model gave no answer"));
    }

    @Test
    void apologisesWhenTheModelHangsUp() {
        surroundings.modelResponds(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

        deliver(message("canary").expectingReplies())
                .statusCode(200)
                .body("activities[0].text", containsString("something went wrong"));
    }

    @Test
    void showsThatItIsAtWorkWhenTheModelTakesLong() {
        surroundings.modelAnswersSlowly(1500, "canary");
        TestActivity question = message("canary?");

        deliver(question).statusCode(202);

        await().untilAsserted(() -> assertThat(surroundings.posted(question.conversation()))
                .extracting(activity -> activity.get("type").textValue())
                .startsWith("typing")
                .endsWith("message"));
    }

    @Test
    void showsAnAnswerWhileTheModelWritesIt() {
        String answer = "canary one two three four five six seven eight nine ten";
        surroundings.modelWrites(answer, 4_000);
        TestActivity question = message("canary?");

        deliver(question).statusCode(202);

        await().untilAsserted(() ->
                assertThat(surroundings.said(question.conversation())).containsExactly(answer));
        List<JsonNode> posted = surroundings.posted(question.conversation());
        JsonNode first = posted.stream()
                .filter(activity -> activity.at("/entities/0/type").asText().equals("streaminfo"))
                .findFirst()
                .orElseThrow();
        assertThat(first.get("type").asText()).isEqualTo("typing");
        assertThat(answer)
                .startsWith(first.get("text").asText())
                .isNotEqualTo(first.get("text").asText());
        JsonNode last = posted.get(posted.size() - 1);
        assertThat(last.at("/entities/0/streamId").asText()).isEqualTo("reply-1");
        assertThat(last.at("/entities/0/streamType").asText()).isEqualTo("final");
        assertThat(last.get("entities").toString()).contains("AIGeneratedContent");
        assertThat(last.get("textFormat").asText()).isEqualTo("markdown");
    }

    @Test
    void staysSilentAboutItsWorkWhenTheModelIsQuick() {
        TestActivity question = message("canary?");

        deliver(question).statusCode(202);

        await().untilAsserted(() ->
                assertThat(surroundings.said(question.conversation())).hasSize(1));
        assertThat(surroundings.posted(question.conversation())).hasSize(1);
    }

    @Test
    void asksForOneTokenHoweverManyTurnsNeedIt() {
        List<TestActivity> questions = IntStream.range(0, 20)
                .mapToObj(number -> message("canary " + number))
                .toList();

        questions.forEach(question -> deliver(question).statusCode(202));

        await().untilAsserted(
                        () -> assertThat(surroundings.requestsToConnector()).hasSize(20));
        assertThat(surroundings.tokensAsked()).isLessThanOrEqualTo(1);
        assertThat(surroundings.keysAsked()).isLessThanOrEqualTo(1);
    }

    @Test
    void sendsAgainWhenTheConnectorIsBusy() {
        surroundings.connectorResponds(aResponse().withStatus(503));
        TestActivity question = message("canary?");
        deliver(question).statusCode(202);
        await().untilAsserted(
                        () -> assertThat(surroundings.requestsToConnector()).isNotEmpty());

        surroundings.connectorResponds(aResponse().withStatus(201));

        await().untilAsserted(() -> assertThat(redis.keys()).noneMatch(key -> key.contains(":turns:")));
        assertThat(surroundings.questions()).hasSize(1);
    }

    @Test
    void sendsAgainThroughAFailingGatewayOnceAndNoMore() {
        surroundings.connectorResponds(aResponse().withStatus(502));
        TestActivity question = message("canary?");
        deliver(question).statusCode(202);

        await().untilAsserted(() -> assertThat(redis.keys()).noneMatch(key -> key.contains(":turns:")));
        assertThat(surroundings.requestsToConnector()).hasSize(2);
    }

    @Test
    void givesUpWhatTheConnectorWillNeverTakeAndGoesOn() {
        surroundings.connectorResponds(serverError());
        TestActivity question = message("canary one");
        deliver(question).statusCode(202);
        await().untilAsserted(
                        () -> assertThat(surroundings.requestsToConnector()).hasSize(1));

        surroundings.connectorResponds(aResponse().withStatus(200));
        TestActivity next = message("canary two").in(question.conversation());
        deliver(next).statusCode(202);

        await().untilAsserted(() -> assertThat(redis.keys()).anyMatch(key -> key.endsWith(":dead")));
        await().untilAsserted(() -> assertThat(surroundings.posted(question.conversation()))
                .anyMatch(reply -> reply.get("replyToId").textValue().equals(next.id())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"teams-event-readReceipt", "teams-conversationUpdate-members-removed"})
    void acceptsAndIgnoresWhatAsksNothingOfIt(String name) {
        List<String> before = redis.keys();

        deliver(sample(name)).statusCode(202).body(blankOrNullString());
        deliver(sample(name).with("type", "somethingNew")).statusCode(202);
        deliver(sample(name).expectingReplies()).statusCode(200).body("activities.size()", is(0));

        assertThat(redis.keys()).isEqualTo(before);
    }

    @Test
    void ignoresWhatIsSaidToOthersInARoom() {
        TestActivity overheard = sample("teams-message-channel-mention");
        ((ObjectNode) overheard.json()).remove("entities");

        deliver(overheard.expectingReplies()).statusCode(200).body("activities.size()", is(0));
    }

    @Test
    void answersInvokesInTheResponse() {
        deliver(sample("teams-invoke-message-submitAction-feedback"))
                .statusCode(200)
                .body(blankOrNullString());
        deliver(sample("teams-invoke-adaptiveCard-action"))
                .statusCode(501)
                .contentType("application/problem+json")
                .body("status", is(501));
        deliver(sample("teams-invoke-adaptiveCard-action").without("value"))
                .statusCode(200)
                .contentType("application/json")
                .body("statusCode", is(400))
                .body("type", is("application/vnd.microsoft.error"))
                .body("value.code", is("BadRequest"));
    }

    @Test
    void answersFeedbackWhileATurnOfItsConversationRuns() {
        surroundings.modelAnswersSlowly(5_000, "canary answer");
        TestActivity question = message("canary?");
        deliver(question).statusCode(202);
        await().untilAsserted(() -> assertThat(surroundings.questions()).hasSize(1));

        deliver(sample("teams-invoke-message-submitAction-feedback").in(question.conversation()))
                .statusCode(200);

        assertThat(surroundings.said(question.conversation())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u200b"})
    void answersEachMessageWhateverIdsAreBlank(String blank) {
        TestActivity first = clientMessage("canary one", blank, blank);

        deliver(first).statusCode(202);
        deliver(clientMessage("canary two", blank, blank).in(first.conversation()))
                .statusCode(202);

        await().untilAsserted(() ->
                assertThat(surroundings.said(first.conversation())).hasSize(2));
    }

    @Test
    void answersEachMessageOfAPageThatPutsOneIdInAllOfThem() {
        TestActivity first = clientMessage("canary one", "1", "same");

        deliver(first).statusCode(202);
        deliver(clientMessage("canary two", "2", "same").in(first.conversation()))
                .statusCode(202);
        deliver(clientMessage("canary one", "3", "same").in(first.conversation()))
                .statusCode(202);

        await().untilAsserted(() ->
                assertThat(surroundings.said(first.conversation())).hasSize(2));
    }

    private TestActivity clientMessage(String text, String id, String clientId) {
        TestActivity message = message(text).with("id", id);
        ((ObjectNode) message.json()).putObject("channelData").put("clientActivityID", clientId);
        return message;
    }

    static List<String> wrongTokens() {
        return List.of(
                "none", "garbage", "forged", "other audience", "other issuer", "expired", "other serviceUrl", "basic");
    }

    @ParameterizedTest
    @MethodSource("wrongTokens")
    void refusesWhoeverIsNotTheConnector(String name) {
        TestActivity question = message("canary");
        JwtClaims claims = Surroundings.claims(surroundings.serviceUrl());
        String authorization =
                switch (name) {
                    case "garbage" -> "Bearer x.y.z";
                    case "forged" -> "Bearer " + surroundings.forgedToken();
                    case "other audience" -> {
                        claims.setAudience("another");
                        yield "Bearer " + surroundings.token(claims);
                    }
                    case "other issuer" -> {
                        claims.setIssuer("https://sts.windows.net/x/");
                        yield "Bearer " + surroundings.token(claims);
                    }
                    case "expired" -> {
                        claims.setExpirationTimeMinutesInTheFuture(-6);
                        yield "Bearer " + surroundings.token(claims);
                    }
                    case "other serviceUrl" ->
                        "Bearer " + surroundings.token(Surroundings.claims("https://smba.trafficmanager.net/emea/"));
                    case "basic" -> "Basic Zm9vOmJhcg==";
                    default -> "";
                };

        ValidatableResponse response = given().contentType("application/json")
                .headers(authorization.isEmpty() ? Map.of() : Map.of("Authorization", authorization))
                .body(question.toString())
                .post("/api/messages")
                .then();

        response.statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer"))
                .contentType("application/problem+json")
                .body("status", is(401))
                .body("detail", nullValue());
        assertThat(surroundings.questions()).isEmpty();
    }

    @Test
    void refusesTokenOfAnotherChannel() {
        deliver(message("canary").with("channelId", "facebook"))
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer"));
    }

    @Test
    void neverSendsItsTokenToAHostThatThePolicyDoesNotAllow() {
        String elsewhere = "https://attacker.example/";
        TestActivity question = message("canary").with("serviceUrl", elsewhere);
        int before = surroundings.requests();

        given().contentType("application/json")
                .header("Authorization", "Bearer " + surroundings.token(Surroundings.claims(elsewhere)))
                .body(question.toString())
                .post("/api/messages")
                .then()
                .statusCode(400)
                .body("detail", containsString("serviceUrl"));

        assertThat(surroundings.requests()).isEqualTo(before);
        assertThat(redis.keys()).noneMatch(key -> key.contains(":turns:"));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"type\":', JSON is wrong at line 1",
        "'[]', not an activity",
        "'\"text\"', not an activity",
        "'', empty",
        "'null', empty",
        "'{}', 'channelId, conversation, from, type'",
        "'{\"type\":\"message\",\"channelId\":\"emulator\",\"from\":{\"id\":\"u\"},\"conversation\":{\"id\":\" \"}}', conversation.id",
        "'{\"type\":\"message\",\"channelId\":\"emulator\",\"from\":{\"id\":\"u\"},\"conversation\":{\"id\":\"c\"}}', serviceUrl",
        "'{\"type\":\"message\",\"channelId\":\"emulator\",\"from\":[],\"conversation\":{\"id\":\"c\"}}', JSON is wrong",
        "'{\"type\":\"conversationUpdate\",\"channelId\":\"emulator\",\"from\":{\"id\":\"u\"},\"conversation\":{\"id\":\"c\"},\"membersAdded\":[{\"id\":5}]}', not an activity"
    })
    void saysWhatIsWrongWithABody(String body, String detail) {
        given().contentType("application/json")
                .header("Authorization", "Bearer " + surroundings.token())
                .body(body)
                .post("/api/messages")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("status", is(400))
                .body("title", equalTo("Bad Request"))
                .body("detail", containsString(detail));
    }

    @Test
    void refusesJsonThatIsNestedDeeperThanAnyCard() {
        String nested = "[".repeat(65) + "]".repeat(65);

        given().contentType("application/json")
                .header("Authorization", "Bearer " + surroundings.token())
                .body(message("canary").toString().replaceFirst("\\{", "{\"channelData\":" + nested + ","))
                .post("/api/messages")
                .then()
                .statusCode(400);
    }

    @Test
    void acceptsEntitiesOfAnyShape() {
        TestActivity odd = message("canary");
        ((ObjectNode) odd.json())
                .putArray("entities")
                .addObject()
                .put("properties", "x")
                .put("type", 5);
        ((ObjectNode) odd.json()).withArray("entities").add("text").add(7).addNull();

        deliver(odd.expectingReplies()).statusCode(200).body("activities.size()", is(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void allowsNoOtherMethod(String method) {
        given().when().request(method, "/api/messages").then().statusCode(405).header("Allow", "POST");
    }

    @Test
    void readsNothingButJson() {
        given().contentType("text/plain")
                .header("Authorization", "Bearer " + surroundings.token())
                .body("hello")
                .post("/api/messages")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @Test
    void readsNoMoreThan256KiB() {
        given().contentType("application/json")
                .header("Authorization", "Bearer " + surroundings.token())
                .body(message("x".repeat(256 * 1024)).toString())
                .post("/api/messages")
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("status", is(413));
    }

    @Test
    void takesActivitiesOfTheLargestSize() {
        deliver(message("canary ".repeat(30_000)).expectingReplies()).statusCode(200);
    }

    @Test
    void tellsHowItIsOnTheManagementPort() throws Exception {
        for (String path : List.of("/q/health/live", "/q/health/ready", "/q/health/started", "/q/metrics")) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(log.management().resolve(path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body())
                    .doesNotContain(Surroundings.APP_PASSWORD, Surroundings.MODEL_KEY, Surroundings.BOT_TOKEN);
        }
        given().get("/q/health/ready").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/knowledge?question=alerts, PARLEY_KNOWLEDGE_FOLDER",
        "/unanswered, PARLEY_KNOWLEDGE_UNANSWERED_KEPT_FOR"
    })
    void tellsAnOperatorWhichSettingIsMissing(String path, String variable) throws Exception {
        HttpResponse<String> answer = operator("GET", path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains(variable);
    }

    @Test
    void letsAnOperatorReplayWhatCouldNotBeDelivered() throws Exception {
        JsonNode letter = deadLetter(message("canary"));
        surroundings.connectorResponds(aResponse().withStatus(200));

        assertThat(operator("POST", "/dead-letters/" + letter.get("id").textValue() + "/replay")
                        .statusCode())
                .isEqualTo(202);

        await().untilAsserted(() -> assertThat(
                        surroundings.said(letter.get("conversationId").textValue()))
                .contains("Hello! How can I help?"));
        assertThat(deadLetters()).doesNotContain(letter);
    }

    @Test
    void letsAnOperatorDropWhatCouldNotBeDelivered() throws Exception {
        JsonNode letter = deadLetter(message("canary"));
        String path = "/dead-letters/" + letter.get("id").textValue();

        assertThat(operator("DELETE", path).statusCode()).isEqualTo(204);

        assertThat(deadLetters()).doesNotContain(letter);
        assertThat(operator("DELETE", path).statusCode()).isEqualTo(404);
        assertThat(operator("POST", path + "/replay").statusCode()).isEqualTo(404);
    }

    @Test
    void showsAnOperatorWhatAConversationWaitsFor() throws Exception {
        surroundings.modelAnswersSlowly(1_000, "late");
        TestActivity question = message("canary");
        deliver(question).statusCode(202);

        HttpResponse<String> found = operator(
                "GET",
                "/conversations?channel=msteams&id="
                        + URLEncoder.encode(question.conversation(), StandardCharsets.UTF_8));

        JsonNode queue = new ObjectMapper().readTree(found.body());
        assertThat(queue.at("/turns/0/state").textValue()).isEqualTo("running");
        assertThat(queue.get("heldBy").textValue()).isNotBlank();
        assertThat(operator("GET", "/conversations/" + queue.get("conversation").textValue())
                        .body())
                .contains("running")
                .doesNotContain("canary");
        await().untilAsserted(() ->
                assertThat(surroundings.said(question.conversation())).hasSize(1));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /dead-letters?limit=0, 400",
        "GET, /dead-letters?limit=x, 400",
        "GET, /writes?limit=x, 400",
        "GET, /conversations, 400",
        "GET, /conversations/x, 404",
        "DELETE, /dead-letters/x, 404",
        "POST, /dead-letters/x/replay, 404"
    })
    void tellsAnOperatorWhatIsWrong(String method, String path, int status) throws Exception {
        HttpResponse<String> answer = operator(method, path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    }

    @Test
    void listsNoWritesWhereThereWereNone() throws Exception {
        assertThat(operator("GET", "/writes").statusCode()).isEqualTo(200);
    }

    @Test
    void letsNoPageActAsAnOperator() throws Exception {
        assertThat(operator("POST", "/dead-letters/x/replay", "Origin", "http://localhost:8000")
                        .statusCode())
                .isEqualTo(403);
        given().get("/dead-letters").then().statusCode(404);
    }

    private JsonNode deadLetter(TestActivity activity) throws Exception {
        surroundings.connectorResponds(serverError());
        deliver(activity).statusCode(202);
        await().untilAsserted(() -> assertThat(deadLetters())
                .anyMatch(one -> one.get("conversationId").textValue().equals(activity.conversation())));
        assertThat(operator("GET", "/dead-letters").body()).doesNotContain("canary");
        return deadLetters().stream()
                .filter(one -> one.get("conversationId").textValue().equals(activity.conversation()))
                .findFirst()
                .orElseThrow();
    }

    private List<JsonNode> deadLetters() throws Exception {
        JsonNode letters = new ObjectMapper()
                .readTree(operator("GET", "/dead-letters?limit=1000").body());
        return StreamSupport.stream(letters.spliterator(), false).toList();
    }

    private HttpResponse<String> operator(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(log.management().resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void keepsNothingInRedisForEver() {
        TestActivity question = message("canary");
        deliver(question).statusCode(202);
        deliver(sample("teams-conversationUpdate-personal-bot-added")).statusCode(202);
        await().untilAsserted(() ->
                assertThat(surroundings.said(question.conversation())).hasSize(1));

        assertThat(redis.keys()).isNotEmpty();
        assertThat(redis.immortalKeys()).isEmpty();
    }

    @Test
    void logsNoTextTokenOrKey() {
        surroundings.modelFails(400, "azure-openai/400_content_filter.json");
        expectReplies(message("canary"));
        deliver(message("canary").with("channelId", "facebook")).statusCode(401);
        given().contentType("application/json")
                .header("Authorization", "Bearer " + surroundings.forgedToken())
                .body(message("canary").toString())
                .post("/api/messages")
                .then()
                .statusCode(401);

        assertThat(log.lines())
                .anyMatch(line -> line.contains("ended"))
                .anyMatch(line -> line.contains("io.parley.authentication"))
                .noneMatch(line -> line.contains("canary"))
                .noneMatch(line -> line.contains("eyJ"));
    }

    private ValidatableResponse deliver(TestActivity activity) {
        return given().contentType("application/json")
                .header("Authorization", "Bearer " + surroundings.token())
                .body(activity.toString())
                .post("/api/messages")
                .then();
    }

    private void expectReplies(TestActivity activity) {
        deliver(activity.expectingReplies()).statusCode(200).body("activities", notNullValue());
    }

    private TestActivity message(String text) {
        return TestActivity.message(text, surroundings.serviceUrl());
    }

    private TestActivity sample(String name) {
        return TestActivity.sample(name, surroundings.serviceUrl());
    }

    private TestActivity membersAdded(String conversation, String user) {
        TestActivity update =
                sample("teams-conversationUpdate-personal-bot-added").in(conversation);
        ((ObjectNode) update.json()).putArray("membersAdded").addObject().put("id", user);
        return update;
    }

    private TestActivity event(String conversation) {
        return sample("webchat-event-join").with("channelId", "msteams").in(conversation);
    }

    private static List<String> contents(JsonNode question) {
        return StreamSupport.stream(question.get("messages").spliterator(), false)
                .map(message -> message.get("content").textValue())
                .toList();
    }

    private static String decoded(String url) {
        return URLDecoder.decode(url.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
