package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorAnswerTest {

    private static final Variables FIRST = new Variables(Optional.empty(), true);

    @ParameterizedTest
    @CsvSource({
        "400_api_version.json,            Rejected,    set PARLEY_CHAT_ROUTE to v1",
        "400_content_filter.json,         Filtered,    jailbreak",
        "400_content_filter_variant.json, Filtered,    jailbreak",
        "400_context_length.json,         TooLong,     204308",
        "400_context_length_gpt5.json,    TooLong,     300007",
        "400_tools_with_reasoning.json,   Rejected,    reasoning_effort",
        "400_unknown_parameter.json,      Rejected,    PARLEY_CHAT_PARAMETERS",
        "400_unrecognized_arguments.json, Rejected,    stream_options",
        "400_unsupported_parameter.json,  Rejected,    PARLEY_CHAT_PARAMETERS",
        "400_unsupported_value.json,      Rejected,    PARLEY_CHAT_PARAMETERS",
        "401_key.json,                    Rejected,    Check AZURE_OPENAI_KEY",
        "401_permission_denied.json,      Rejected,    Cognitive Services OpenAI User",
        "401_token.json,                  Rejected,    PARLEY_CHAT_RESOURCE",
        "403_key_disabled.json,           Rejected,    accepts no keys",
        "403_network.json,                Rejected,    network rules",
        "404_deployment.json,             Rejected,    Check AZURE_OPENAI_DEPLOYMENT",
        "404_resource.json,               Rejected,    Check AZURE_OPENAI_ENDPOINT",
        "408_timeout.json,                Unavailable, 408 Timeout",
        "429_day.json,                    Throttled,   PARLEY_CHAT_MAX_TOKENS",
        "429_short.json,                  Throttled,   PARLEY_CHAT_MAX_TOKENS",
        "429_token_limit.json,            Throttled,   PARLEY_CHAT_MAX_TOKENS",
        "500_server_error.json,           Unavailable, answered 500",
        "503_unavailable.json,            Unavailable, 503 InternalServerError",
    })
    void tellsWhatWentWrongAndWhatToDo(String fixture, String kind, String words) {
        int status = Integer.parseInt(fixture.substring(0, 3));

        ChatException exception = new ErrorAnswer(
                        status,
                        ServiceError.parse(Fixtures.read(fixture)),
                        Optional.empty(),
                        "[apim-request-id 1]",
                        FIRST)
                .toException();

        assertThat(exception.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(exception).hasMessageContaining(words).hasMessageContaining("[apim-request-id 1]");
        assertThat(exception.getMessage()).doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"Invalid: what a user wrote\"}}",
                "{\"error\":{\"code\":\"what a user wrote\",\"param\":\"what a user wrote\"}}",
                "{\"error\":\"what a user wrote\"}",
                "{\"statusCode\":\"what a user wrote\",\"message\":\"what a user wrote\"}",
            })
    void repeatsNothingThatCanBeTextOfAUser(String body) {
        for (int status : new int[] {400, 413, 429, 500}) {
            assertThat(new ErrorAnswer(status, ServiceError.parse(body), Optional.empty(), "[id]", FIRST).toException())
                    .hasMessageStartingWith("Azure OpenAI answered " + status + " [id].")
                    .hasMessageNotContaining("what a user wrote");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "301, Rejected", "302, Rejected", "307, Rejected", "400, Rejected", "404, Rejected", "409, Unavailable",
        "410, Rejected", "413, TooLong", "422, Rejected", "429, Throttled", "500, Unavailable", "502, Unavailable",
        "504, Unavailable",
    })
    void goesByTheStatusWhereTheBodySaysNothing(int status, String kind) {
        ChatException exception =
                new ErrorAnswer(status, ServiceError.parse(""), Optional.empty(), "[id]", FIRST).toException();

        assertThat(exception.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(exception).hasMessageStartingWith("Azure OpenAI answered " + status + " [id].");
    }

    @Test
    void saysTheFilterBlockedWhereItDoesNotSayWhy() {
        ChatException exception = new ErrorAnswer(
                        400, new ServiceError("", "", "", true, List.of(), 500), Optional.empty(), "[id]", FIRST)
                .toException();

        assertThat(exception)
                .isInstanceOf(ChatException.Filtered.class)
                .hasMessage("The content filter blocked the prompt [id].");
    }
}
