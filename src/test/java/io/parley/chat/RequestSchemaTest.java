package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares requests with the service's own OpenAPI documents: they contain only what these describe. */
class RequestSchemaTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Prompt CHAT = Prompts.of(
            "You are a bot.",
            ChatMessage.user("Hi"),
            ChatMessage.assistant("Hello!"),
            ChatMessage.user("Why is my monitor red?"));

    @ParameterizedTest
    @CsvSource({
        "2024-06-01, classic,   '',  false",
        "2024-06-01, classic,   '',  true",
        "2024-10-21, classic,   '',  false",
        "2024-10-21, classic,   '',  true",
        "2024-10-21, reasoning, '',  true",
        "v1,         classic,   '',  false",
        "v1,         classic,   '',  true",
        "v1,         reasoning, low, false",
        "v1,         reasoning, low, true",
    })
    void areWhatTheVersionTakes(String version, String parameters, String effort, boolean stream) throws Exception {
        assertThat(validate(version, request(version, parameters, effort, stream)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2024-06-01, AUTO", "2024-10-21, AUTO", "v1, AUTO", "2024-06-01, NONE", "2024-10-21, NONE", "v1, NONE"})
    void holdToolsAndWhatCameOfThem(String version, ToolChoice choice) throws Exception {
        JsonNode request = request(version, "classic", "", true, withTools(choice));

        assertThat(validate(version, request)).isEmpty();
        assertThat(request.at("/tools/0/function/name").asText()).isEqualTo("order_status");
        assertThat(request.at("/messages/4/tool_calls/0/id").asText()).isEqualTo("call_1");
        assertThat(request.at("/messages/5/tool_call_id").asText()).isEqualTo("call_1");
        assertThat(request.path("tool_choice").asText()).isEqualTo(choice == ToolChoice.NONE ? "none" : "");
    }

    @ParameterizedTest
    @CsvSource({"2024-06-01, false", "2024-10-21, true", "v1, true"})
    void askForStrictArgumentsAndForOneCallWhereTheVersionKnowsThat(String version, boolean known) throws Exception {
        JsonNode schema = MAPPER.readTree("""
                {"type":"object","properties":{"order":{"type":"string"}},"required":["order"],"additionalProperties":false}""");
        List<ToolDefinition> tools = List.of(
                new ToolDefinition("order_status", "State of one order.", schema),
                new ToolDefinition("any", "Anything.", MAPPER.createObjectNode().put("type", "object")));
        JsonNode request = request(
                version,
                "classic",
                "",
                true,
                new Prompt(CHAT.system(), CHAT.earlier(), CHAT.current(), tools, ToolChoice.ONE_CALL));

        assertThat(validate(version, request)).isEmpty();
        assertThat(request.at("/tools/0/function/strict").asBoolean()).isEqualTo(known);
        assertThat(request.at("/tools/1/function").has("strict")).isFalse();
        assertThat(request.has("parallel_tool_calls")).isEqualTo(known);
        assertThat(request.path("parallel_tool_calls").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-06-01", "2024-10-21", "v1"})
    void holdPictures(String version) throws Exception {
        ChatMessage.User question = new ChatMessage.User(List.of(
                new ChatMessage.Text("What is this?"), new ChatMessage.Image("data:image/png;base64,iVBORw0KGgo=")));
        JsonNode request = request(version, "classic", "", true, Prompts.of("You are a bot.", question));

        assertThat(validate(version, request)).isEmpty();
        assertThat(request.at("/messages/1/content")).isEqualTo(MAPPER.readTree("""
                        [{"type":"text","text":"What is this?"},
                         {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]"""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"quoted\" \\ and\n\t\u0001", "Grüße aus Köln", "日本語", "a face 😀 and a sign €"})
    void holdTextsAsTheyAre(String text) {
        JsonNode request = request("v1", "classic", "", true, Prompts.of("You are a bot.", ChatMessage.user(text)));

        assertThat(request.at("/messages/1/content").textValue()).isEqualTo(text);
    }

    @Test
    void holdAMarkInPlaceOfHalfACharacter() {
        assertThat(sent(RequestMessage.of(ChatMessage.user("cut \ud83d")))
                        .path("content")
                        .textValue())
                .isEqualTo("cut ?");
    }

    /** The service refuses a chat with arguments that are not a JSON object. */
    @ParameterizedTest
    @ValueSource(strings = {"", "{\"order\":", "4711", "null", "[]"})
    void holdNoArgumentsThatAreNoObject(String arguments) {
        RequestMessage message = RequestMessage.of(
                new ChatMessage.Assistant("", List.of(new ToolCall("call_1", "order_status", arguments))));

        assertThat(MAPPER.<JsonNode>valueToTree(message)
                        .at("/tool_calls/0/function/arguments")
                        .asText())
                .isEqualTo("{}");
    }

    private static Prompt withTools(ToolChoice choice) {
        JsonNode parameters =
                MAPPER.createObjectNode().put("type", "object").set("properties", MAPPER.createObjectNode());
        List<ChatMessage> current = List.of(
                CHAT.current().get(0),
                new ChatMessage.Assistant("", List.of(new ToolCall("call_1", "order_status", "{\"order\":\"4711\"}"))),
                new ChatMessage.ToolResult("call_1", "{\"state\":\"shipped\"}"));
        List<ToolDefinition> tools = List.of(new ToolDefinition("order_status", "State of one order.", parameters));
        return new Prompt(CHAT.system(), CHAT.earlier(), current, tools, choice);
    }

    @Test
    void nameTheCacheAndADigestOfTheUserOnTheV1RouteOnly() {
        Prompt prompt = CHAT.askedBy(new Asker(17, "user"));

        JsonNode v1 = request("v1", "classic", "", false, prompt);
        JsonNode dated = request("2024-10-21", "classic", "", false, prompt);

        assertThat(v1.path("prompt_cache_key").asText()).isEqualTo("parley-17");
        assertThat(v1.path("safety_identifier").asText()).isEqualTo("a".repeat(43));
        assertThat(dated.has("prompt_cache_key")).isFalse();
        assertThat(dated.has("safety_identifier")).isFalse();
    }

    /** Shows that the first test would fail if a version did not have a parameter. */
    @Test
    void areRefusedWhereAVersionDoesNotKnowTheParameter() throws Exception {
        assertThat(validate("2024-06-01", request("v1", "reasoning", "low", true)))
                .extracting(ValidationMessage::getMessage)
                .anyMatch(message -> message.contains("stream_options"))
                .anyMatch(message -> message.contains("reasoning_effort"));
    }

    private static JsonNode request(String version, String parameters, String effort, boolean stream) {
        return request(version, parameters, effort, stream, CHAT);
    }

    private static JsonNode request(String version, String parameters, String effort, boolean stream, Prompt prompt) {
        String[] route = version.equals("v1") ? new String[] {"route", "v1"} : new String[] {"api-version", version};
        String[] settings = {
            "endpoint", "https://one.openai.azure.com", "parameters", parameters, "reasoning-effort", effort
        };
        DeploymentSettings deployment = DeploymentSettings.first(
                ChatConfigs.of(Stream.of(route, settings).flatMap(Stream::of).toArray(String[]::new)));
        ChatTarget target = ChatTarget.of(deployment);
        return sent(RequestShape.of(target, deployment)
                .request(
                        target,
                        deployment.own(),
                        new RequestShape.Content(prompt, stream, Optional.of("a".repeat(43)))));
    }

    private static JsonNode sent(Object request) {
        try {
            return MAPPER.readTree(MAPPER.writeValueAsBytes(request));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<ValidationMessage> validate(String version, JsonNode request) throws JsonProcessingException {
        JsonNode schema = MAPPER.readTree(Fixtures.read("request-" + version + ".schema.json"));
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(schema)
                .validate(request);
    }
}
