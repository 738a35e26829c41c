package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests are what the service's own OpenAPI documents describe, and hold nothing that these do not know. */
class RequestSchemaTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<ChatMessage> CHAT = List.of(
            ChatMessage.system("You are a bot."),
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

    /** So that the test above would fail where a version does not know something. */
    @Test
    void areRefusedWhereAVersionDoesNotKnowTheParameter() throws Exception {
        assertThat(validate("2024-06-01", request("v1", "reasoning", "low", true)))
                .extracting(ValidationMessage::getMessage)
                .anyMatch(message -> message.contains("stream_options"))
                .anyMatch(message -> message.contains("reasoning_effort"));
    }

    private static JsonNode request(String version, String parameters, String effort, boolean stream) {
        String[] route = version.equals("v1") ? new String[] {"route", "v1"} : new String[] {"api-version", version};
        String[] settings = {
            "endpoint", "https://one.openai.azure.com", "parameters", parameters, "reasoning-effort", effort
        };
        DeploymentSettings deployment = DeploymentSettings.first(
                ChatConfigs.of(Stream.of(route, settings).flatMap(Stream::of).toArray(String[]::new)));
        ChatTarget target = ChatTarget.of(deployment);
        return MAPPER.valueToTree(RequestShape.of(target, deployment).request(target, deployment.own(), CHAT, stream));
    }

    private static Set<ValidationMessage> validate(String version, JsonNode request) throws JsonProcessingException {
        JsonNode schema = MAPPER.readTree(Fixtures.read("request-" + version + ".schema.json"));
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(schema)
                .validate(request);
    }
}
