package io.parley.tools.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class YamlTextTest {

    @Test
    void knowsTheLineOfEachValue() {
        YamlValue value = YamlText.parse("a: 1\nb:\n  c: x\n");

        assertThat(value.entries().get("b").entries().get("c").line()).isEqualTo(3);
    }

    @Test
    void readsJsonWithTabs() {
        YamlValue value = YamlText.parse("{\n\t\"a\": [1, \"\\u00e9\\/\\ud83d\\ude00\"],\n\t\"b\": null\n}");

        assertThat(value.json()).hasToString("{\"a\":[1,\"é/😀\"],\"b\":null}");
    }

    @Test
    void readsJsonThatBeginsWithAByteOrderMark() {
        assertThat(YamlText.parse("\uFEFF{\n\t\"a\": 1\n}").json()).hasToString("{\"a\":1}");
    }

    @ParameterizedTest
    @CsvSource({
        "no,'\"no\"'",
        "yes,'\"yes\"'",
        "2026-01-01,'\"2026-01-01\"'",
        "true,true",
        "12,12",
        "-1.5,-1.5",
        "0o17,'\"0o17\"'",
        "'\"12\"','\"12\"'",
        "~,null",
        "3.1.0,'\"3.1.0\"'"
    })
    void typesScalarsAsJsonDoes(String written, String json) {
        assertThat(YamlText.parse("a: " + written).json().path("a")).hasToString(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &x [1]\nb: *x",
                "a: &x {b: *x}",
                "a: 1\na: 2",
                "a: [1",
                "",
                "? [a]\n: b",
                "a: 1\n---\nb: 2",
                "a: \u0000"
            })
    void refusesWhatCanMeanMoreThanItSays(String text) {
        assertThatExceptionOfType(YamlException.class)
                .isThrownBy(() -> YamlText.parse(text).entries());
    }

    @Test
    void refusesADocumentThatIsNestedVeryDeeply() {
        assertThatExceptionOfType(YamlException.class).isThrownBy(() -> YamlText.parse("[".repeat(10_000)));
    }

    @Test
    void namesTheLineOfAMistake() {
        assertThatExceptionOfType(YamlException.class)
                .isThrownBy(() -> YamlText.parse("a: 1\nb: [1\nc: 2\n"))
                .satisfies(wrong -> assertThat(wrong.line()).isEqualTo(3));
    }
}
