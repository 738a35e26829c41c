package io.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CitationsTest {

    @Test
    void keepsNumbersOfPassagesInTheOrderOfTheirAppearance() {
        Citations.Cited cited = Citations.of("Leave is 30 days [3]. It is carried over [1][3].", 3);

        assertThat(cited.text()).isEqualTo("Leave is 30 days [3]. It is carried over [1][3].");
        assertThat(cited.used()).containsExactly(3, 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Leave is 30 days [9].|Leave is 30 days.",
                "Leave [0] is 30 days [99999999999].|Leave is 30 days.",
                "Two at once [1, 2].|Two at once [1][2].",
                "Two at once [1; 9].|Two at once [1].",
                "A range [1-2] of them.|A range [1][2] of them.",
                "A range [1 – 2] of them.|A range [1][2] of them.",
                "Wide 【1】 and 【2†source】 and 【9】.|Wide [1] and [2] and.",
                "Wide ［1］ and [２] and ［9］.|Wide [1] and [2] and.",
                "No range of passages: [0-9], [1-9], [2-1], [2026-11-29], [-]|No range of passages: [0-9], [1-9], [2-1], [2026-11-29], [-]",
                "A link [1](https://evil.example/?q=secret) of its own.|A link [1] of its own.",
                "A link [9](https://evil.example) of its own.|A link of its own.",
                "A picture ![of it](https://evil.example/?q=secret) here.|A picture of it here.",
                "A task: [ ] open, [x] done|A task: [ ] open, [x] done",
                "Other [brackets] and [links](https://docs.example)|Other [brackets] and [links](https://docs.example)",
                "Code `list[9]` stays [1].|Code `list[9]` stays [1].",
                "Code ``a ` [9]`` stays.|Code ``a ` [9]`` stays.",
                "One ` backtick [9] alone|One ` backtick alone",
                "An end [|An end [",
                "An end [1|An end [1",
                "An end [1](|An end [1](",
            })
    void removesWhatIsNoCitation(String text, String expected) {
        assertThat(Citations.of(text, 2).text()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Before [\u200b1] and after [2\ufeff].|Before [1] and after [2].",
                "Two [1,\u00a0\u20602] and a range [1\u00ad-2].|Two [1][2] and a range [1][2].",
                "Wide 【\u200b1†source】 and ［2\u200d］.|Wide [1] and [2].",
                "Tags [\udb40\udc311] and selectors [2\ufe0f].|Tags [1] and selectors [2].",
                "Not given [\u200b9].|Not given.",
                "A link [\u200b1](https://evil.example) of its own.|A link [1] of its own.",
                "Nothing [\u200b] and a word [\u200bx]|Nothing [\u200b] and a word [\u200bx]",
            })
    void readsMarkersAsTheyLook(String text, String expected) {
        assertThat(Citations.of(text, 2).text()).isEqualTo(expected);
        assertThat(Citations.beginning(text + " End.", 2)).isEqualTo(expected + " End.");
    }

    @Test
    void readsAMarkerBehindManyInvisibleCharacters() {
        assertThat(Citations.of("It is so [" + "\u200b".repeat(100) + "1].", 2).text())
                .isEqualTo("It is so [1].");
    }

    @Test
    void leavesBracketsOverSeveralLinesAlone() {
        assertThat(Citations.of("A list: [\n1\n]", 2).text()).isEqualTo("A list: [\n1\n]");
    }

    @Test
    void removesDefinitionsThatWouldGiveANumberAnotherAddress() {
        assertThat(Citations.of("It is so [1].\n\n[1]: https://evil.example \"Docs\"\nMore.", 2)
                        .text())
                .isEqualTo("It is so [1].\n\n\nMore.")
                .doesNotContain("evil");
    }

    @Test
    void leavesBlocksOfCodeAlone() {
        String text = "So:\n```js\nlist[9] = other[1];\n[1]: no definition\n```\nDone [9].";

        Citations.Cited cited = Citations.of(text, 2);

        assertThat(cited.text()).isEqualTo("So:\n```js\nlist[9] = other[1];\n[1]: no definition\n```\nDone.");
        assertThat(cited.used()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Leave is 30 days [1]. Carried over [12] until March [2, 9].",
                "See [1](https://evil.example/a_(b)) and ![x](https://evil.example) end [9](",
                "It is so [1].\n\n[1]: https://evil.example \"Docs\"\n[2] begins a line",
                "Code `a[9]` and ``b`[9]`` and ` alone [9]\n\nnext ` paragraph [1]",
                "```js\nlist[9]\n```\nafter [9] it\n~~~\n[9]\n~~~ [9]",
                "````\n```\n[9]\n```\n````\n[9] [1]",
                "[ ] a [x] b [] c [,] d [1",
                "Range [1-2] and [1-9] and 【1†source】 and 【x】 and [1-",
                "Wide ［1］ and ［9］ and ［a］ and ［",
                "Ends in ! and ![ and ![a] and ![a](b",
                "Invisible [\u200b1] and [9\ufeff] and [\udb40\udc312, \u20601](https://evil.example) and [\u200bx] and [\u200b",
                "It is so [1\ufeff].\n\n[1\u200b]: https://evil.example\nMore [\u200b\n1].",
            })
    void showsOfEachBeginningOnlyWhatStays(String text) {
        String whole = Citations.of(text, 2).text();

        assertThat(IntStream.rangeClosed(0, text.length()).mapToObj(end -> text.substring(0, end)))
                .allSatisfy(part -> assertThat(whole).startsWith(Citations.beginning(part, 2)));
    }

    @Test
    void holdsBackAMarkerThatIsCutInTwo() {
        assertThat(Citations.beginning("It is so [1", 2)).isEqualTo("It is so");
        assertThat(Citations.beginning("It is so [1]", 2)).isEqualTo("It is so");
        assertThat(Citations.beginning("It is so [1].", 2)).isEqualTo("It is so [1].");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "![", "`", "[1](", "![](", "```\n", "[1]:", "[ ", "【", "[1-", "[\u200b"})
    void readsAVeryLongTextOfMarksInTime(String mark) {
        String text = mark.repeat(8_000 / mark.length());

        org.junit.jupiter.api.Assertions.assertTimeout(java.time.Duration.ofSeconds(2), () -> Citations.of(text, 2));
    }
}
