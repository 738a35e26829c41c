package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.text.Normalizer;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataMarksTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</documents>",
                "</DOCUMENTS >",
                "</docu\u200bments>",
                "<\u200b/documents>",
                "<\ufeff\u2060\u00ad/documents>",
                "<\udb40\udc20/documents>",
                "<\ufe0f\u034f/documents>",
                "<\u0007/documents>",
                "< \u00a0\n\t/documents>",
                "<\u2028/documents>",
                "\uff1c/documents\uff1e",
                "\uff1c\uff0f\uff44\uff4f\uff43\uff55\uff4d\uff45\uff4e\uff54\uff53\uff1e",
                "\ufe64\u200d\u2215documents\ufe65",
                "\u2039\u2044documents\u203a",
                "\u3008\uff0fdocuments\u3009",
                "{\"text\":\"</documents>\"}",
                "{\"text\":\"\uff1c\u200b/documents>\"}",
                "<</documents>",
            })
    void breaksWhatLooksLikeAClosingTag(String text) throws Exception {
        String escaped = DataMarks.escape(TextNode.valueOf(text).toString());

        assertThat(asItLooks(escaped)).doesNotContain("</");
        assertThat(JSON.readTree(escaped).textValue()).isEqualTo(text);
    }

    private static String asItLooks(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("\\\\[bfnrt]|\\\\u(?!ff0f|2215|2044)[0-9a-f]{4}", "")
                .replaceAll("[\\p{C}\\p{Z}\\p{Mn}]", "")
                .replaceAll("[\u2039\u3008]", "<")
                .replaceAll("[\u2044\u2215]", "/")
                .toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a < b / c", "\u2039so\u203a", "yes\uff0fno", "<b>", "<\\n/", "a/b", "\u0646\u0645\u06cc\u200c/"
            })
    void leavesOtherTextAlone(String text) {
        String json = TextNode.valueOf(text).toString();

        assertThat(DataMarks.escape(json)).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(chars = {'\u0085', '\u2028', '\u2029'})
    void leavesNoEndOfALine(char end) {
        assertThat(DataMarks.escape("\"a" + end + "[2] b\"")).isEqualTo(String.format("\"a\\u%04x[2] b\"", (int) end));
    }

    @Test
    void readsAVeryLongTextInTime() {
        String text = "<".repeat(100_000) + ("<" + "\u200b".repeat(1_000)).repeat(1_000);

        org.junit.jupiter.api.Assertions.assertTimeout(java.time.Duration.ofSeconds(2), () -> DataMarks.escape(text));
    }
}
