package io.parley.tools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ToolTextTest {

    @Test
    void removesWhatNobodySees() {
        String tags = new StringBuilder()
                .appendCodePoint(0xe0049)
                .appendCodePoint(0xe0067)
                .toString();

        assertThat(ToolText.clean("a\u200b\u202eb" + tags + "\u0000\u001b[31mc\r\nd\te\ufe01"))
                .isEqualTo("ab[31mc\nd\te");
    }

    @Test
    void keepsEmojiAndJoinedLetters() {
        assertThat(ToolText.clean("👩‍💻 ❤\ufe0f می‌خواهم")).isEqualTo("👩‍💻 ❤\ufe0f می‌خواهم");
    }

    @Test
    void cutsADescription() {
        assertThat(ToolText.description("x".repeat(2_000))).hasSize(1_024).endsWith("x…");
    }

    @Test
    void cutsAResultInItsMidstAndSaysSo() {
        String result = ToolText.result("a".repeat(6_143) + "😀" + "b".repeat(20_000) + "end");

        assertThat(result)
                .startsWith("a".repeat(6_143) + "\n[… ")
                .contains(" characters are left out here …]\n")
                .endsWith("bend")
                .hasSizeLessThan(8_300);
    }

    @Test
    void keepsAShortResult() {
        assertThat(ToolText.result("{\"state\":\"up\"}")).isEqualTo("{\"state\":\"up\"}");
    }
}
