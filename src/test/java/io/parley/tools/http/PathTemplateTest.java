package io.parley.tools.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {

    @ParameterizedTest
    @CsvSource({
        "4711,/orders/4711/items",
        "a/b,/orders/a%2Fb/items",
        "a?b#c,/orders/a%3Fb%23c/items",
        "'a b;c',/orders/a%20b%3Bc/items",
        "a\\b,/orders/a%5Cb/items",
        "100%,/orders/100%25/items",
        "$1,/orders/%241/items",
        "é,/orders/%C3%A9/items",
        "...,/orders/.../items",
        "{order},/orders/%7Border%7D/items"
    })
    void putsValuesInAsData(String value, String path) {
        assertThat(PathTemplate.filled("/orders/{order}/items", Map.of("order", value)))
                .isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                ".",
                "",
                "../admin",
                "a/../../admin",
                "..\\admin",
                "%2e%2e",
                "%2E.",
                "%2e%2e%2fadmin",
                "%252e%252e%252fadmin",
                "a%2f..",
                "..%5cadmin",
                "..;/admin",
                "..;x",
                "..%3bx",
                "a/..;x=1/b",
                ".. ",
                "..%20/admin",
                "a\r\nb",
                "a\u0000"
            })
    void refusesAWayUp(String value) {
        assertThatExceptionOfType(UnsuitableException.class)
                .isThrownBy(() -> PathTemplate.filled("/orders/{order}", Map.of("order", value)));
    }

    @Test
    void refusesAWayUpThatIsPutTogether() {
        assertThatExceptionOfType(UnsuitableException.class)
                .isThrownBy(() -> PathTemplate.filled("/{a}.", Map.of("a", ".")));
    }

    @Test
    void refusesAWayUpBeforeASemicolonOfTheTemplate() {
        assertThatExceptionOfType(UnsuitableException.class)
                .isThrownBy(() -> PathTemplate.filled("/{a}.;{b}/x", Map.of("a", ".", "b", "v")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "/orders/../admin", "/a?b", "/a#b", "/a b", "/%2e%2e/a", "https://a/b", ""})
    void refusesTemplatesThatAreNoPath(String template) {
        assertThat(PathTemplate.isPath(template)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/orders/{order}", "/report.{format}", "/a%20b/@x"})
    void takesTemplatesThatArePaths(String template) {
        assertThat(PathTemplate.isPath(template)).isTrue();
    }
}
