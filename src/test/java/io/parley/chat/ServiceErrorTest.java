package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceErrorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'error':{'code':'Timeout','message':'Too slow.'}}       | Timeout | Too slow.",
                "{'error':{'code':429,'message':'Too fast.'}}             | 429     | Too fast.",
                "{'error':{'code':null,'message':'Broken.'}}              |         | Broken.",
                "{'error':{'message':null}}                               |         |",
                "{'statusCode':401,'message':'Who are you?'}              | 401     | Who are you?",
                "{'code':'BadRequest','message':'Bare.','param':null}     | BadRequest | Bare.",
                "{'error':'not an object','message':'Odd.'}               |         | not an object",
            })
    void readsEveryEnvelope(String body, String code, String message) {
        ServiceError error = ServiceError.parse(body.replace('\'', '"'));

        assertThat(error.code()).isEqualTo(code == null ? "" : code);
        assertThat(error.message()).isEqualTo(message == null ? "" : message);
        assertThat(error.filtered()).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "<html><h1>502 Bad Gateway</h1></html>",
                "upstream error",
                "{\"error\":",
                "[]",
                "\"no\"",
                "null"
            })
    void readsNothingFromWhatIsNoError(String body) {
        assertThat(ServiceError.parse(body)).isEqualTo(new ServiceError("", "", "", false, List.of(), 500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"400_content_filter.json", "400_content_filter_variant.json"})
    void namesWhatFilteredInEitherSpelling(String fixture) {
        ServiceError error = ServiceError.parse(Fixtures.read(fixture));

        assertThat(error.filtered()).isTrue();
        assertThat(error.filters()).containsExactly("jailbreak");
    }

    @Test
    void knowsTheFilterByItsInnerErrorToo() {
        assertThat(ServiceError.parse(
                                "{\"error\":{\"code\":null,\"innererror\":{\"code\":\"ResponsibleAIPolicyViolation\"}}}")
                        .filtered())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "400_unknown_parameter.json,      stream_options",
        "400_unrecognized_arguments.json, stream_options",
        "400_unsupported_parameter.json,  max_tokens",
        "400_unsupported_value.json,      temperature",
    })
    void namesTheParameterThatIsRefused(String fixture, String parameter) {
        ServiceError error = ServiceError.parse(Fixtures.read(fixture));

        assertThat(error.refusesParameter()).isTrue();
        assertThat(error.parameter()).isEqualTo(parameter);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "400_content_filter.json",
                "400_context_length.json",
                "400_api_version.json",
                "404_deployment.json"
            })
    void doesNotTakeAnotherErrorForARefusedParameter(String fixture) {
        assertThat(ServiceError.parse(Fixtures.read(fixture)).refusesParameter())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"400_context_length.json, 128000, 204308", "400_context_length_gpt5.json, 272000, 300007"})
    void tellsByHowMuchAChatIsTooLong(String fixture, int limit, int counted) {
        ServiceError error = ServiceError.parse(Fixtures.read(fixture));

        assertThat(error.overflows()).isTrue();
        assertThat(error.tokens()).containsExactly(limit, counted);
    }

    @Test
    void shortensMessageToOneLine() {
        ServiceError error =
                ServiceError.parse("{\"error\":{\"message\":\"one\\r\\n\\ttwo " + "x".repeat(1000) + "\"}}");

        assertThat(error.message()).startsWith("one two x").hasSize(301).endsWith("…");
    }
}
