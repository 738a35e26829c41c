package io.parley.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagePartsTest {

    private static final int LIMIT = 100;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100})
    void leavesAloneWhatFits(int length) {
        assertThat(MessageParts.of("a".repeat(length), LIMIT)).containsExactly("a".repeat(length));
    }

    @ParameterizedTest
    @CsvSource({
        "msteams, 40000",
        "webchat, 40000",
        "slack, 4000",
        "telegram, 4096",
        "line, 5000",
        "facebook, 2000",
        "sms, 1600",
        "groupme, 1000",
        "webex, 2400"
    })
    void knowsWhatAChannelTakes(String channel, int limit) {
        assertThat(MessageParts.of("word ".repeat(limit / 5), channel)).hasSize(1);
        assertThat(MessageParts.of("word ".repeat(limit / 5 + 1), channel))
                .hasSize(2)
                .allSatisfy(part -> assertThat(part).hasSizeLessThanOrEqualTo(limit));
    }

    @ParameterizedTest
    @CsvSource({"'\n\n'", "'\n'", "'. '", "' '"})
    void cutsAtTheLastBreak(String separator) {
        String first = "a".repeat(70) + separator;
        String second = "b".repeat(50);

        assertThat(MessageParts.of(first + second, LIMIT)).containsExactly(first.strip(), second);
    }

    @Test
    void makesNoPartOfWhatCannotBeSeen() {
        assertThat(MessageParts.of("a".repeat(90) + " ".repeat(90), LIMIT)).containsExactly("a".repeat(90));
        assertThat(MessageParts.of("a".repeat(90) + " ".repeat(90) + "b", LIMIT))
                .containsExactly("a".repeat(90), "b");
    }

    @Test
    void prefersParagraphsToWords() {
        assertThat(MessageParts.of("a".repeat(60) + "\n\n" + "b ".repeat(30), LIMIT))
                .containsExactly("a".repeat(60), "b ".repeat(30).strip());
    }

    @Test
    void cutsNoCharacterInTwo() {
        List<String> parts = MessageParts.of("a" + "😀".repeat(120), LIMIT);

        assertThat(parts).hasSizeGreaterThan(2).allSatisfy(part -> assertThat(part.codePoints())
                .noneMatch(point -> Character.getType(point) == Character.SURROGATE));
        assertThat(String.join("", parts)).isEqualTo("a" + "😀".repeat(120));
    }

    @Test
    void goesOnWithABlockOfCodeThatItCuts() {
        String line = "    var answer = 42;";
        String code = IntStream.range(0, 8).mapToObj(number -> line).collect(Collectors.joining("\n"));

        List<String> parts = MessageParts.of("Try this:\n```java\n" + code + "\n```\nDone.", LIMIT);

        assertThat(parts.get(0)).startsWith("Try this:\n```java\n" + line).endsWith(line + "\n```");
        assertThat(parts.get(1)).startsWith("```java\n" + line).endsWith("\n```");
        assertThat(parts.get(parts.size() - 1)).endsWith("Done.");
        assertThat(parts).allSatisfy(part -> assertThat(part).hasSizeLessThanOrEqualTo(LIMIT));
        assertThat(parts.stream()
                        .mapToLong(part -> part.lines().filter(line::equals).count())
                        .sum())
                .isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "e\u0301\u0323",
                "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
                "\ud83c\udde9\ud83c\uddea",
                "\ud83d\udc4d\ud83c\udffd",
                "\u2764\ufe0f",
                "\u0e01\u0e33",
                "\u1112\u1161\u11ab"
            })
    void cutsNothingInTwoThatIsSeenAsOne(String character) {
        for (int before = 0; before < character.length(); before++) {
            String text = "a".repeat(before) + character.repeat(150);

            List<String> parts = MessageParts.of(text, LIMIT);

            assertThat(String.join("", parts)).isEqualTo(text);
            assertThat(parts).hasSizeGreaterThan(1).allSatisfy(part -> assertThat(
                            part.replace("a", "").replace(character, ""))
                    .isEmpty());
        }
    }

    @Test
    void cutsACharacterThatIsLongerThanAMessage() {
        String endless = "a" + "\u0301".repeat(500);

        List<String> parts = MessageParts.of(endless, LIMIT);

        assertThat(String.join("", parts)).isEqualTo(endless);
        assertThat(parts).allSatisfy(part -> assertThat(part).hasSizeLessThanOrEqualTo(LIMIT));
    }

    @ParameterizedTest
    @CsvSource({
        "~~~, ~~~, ~~~, ~~~",
        "````md, ````, ````md, ````",
        "```java title=\"x\", ```, ```java title=\"x\", ```",
        "~~~~ python, ~~~~, ~~~~ python, ~~~~",
        "'   ```sh', '   ```', '   ```sh', '   ```'",
        "'      ```sh', '      ```', '      ```sh', '      ```'",
        "'> ```', '> ```', '> ```', '> ```'",
        "'- ```js', '  ```', '  ```js', '  ```'",
        "'10. ~~~', '    ~~~', '    ~~~', '    ~~~'",
        "'> * ```', '>   ```', '>   ```', '>   ```'",
        "```a-very-long-name-of-a-language, ```, ```, ```",
        "````````````````````````````````````````, ````````````````````````````````````````, ```, ```"
    })
    void closesAndOpensABlockOfCodeAsItWasOpened(String open, String close, String openAgain, String closed) {
        String text = open + "\n" + "```x ~~ code\n".repeat(12) + close + "\nDone.";

        List<String> parts = MessageParts.of(text, LIMIT);

        assertThat(parts.get(0)).startsWith(open + "\n").endsWith("\n" + closed);
        assertThat(parts.get(1)).startsWith(openAgain + "\n");
        assertThat(parts).allSatisfy(part -> assertThat(part).hasSizeLessThanOrEqualTo(LIMIT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"```inline``` code", "a ``` b", "``", "~~gone~~", "``` x ` y", "-```", "1.```"})
    void takesNothingElseForTheBeginningOfCode(String line) {
        assertThat(MessageParts.of(line + " " + "word ".repeat(30), LIMIT)).noneMatch(part -> part.endsWith("\n```"));
    }

    @Test
    void endsNoBlockAtTheMarkOfAList() {
        String text = "```md\n- ```\n" + "code ".repeat(30) + "\n```";

        assertThat(MessageParts.of(text, LIMIT))
                .allSatisfy(part -> assertThat(part).startsWith("```md\n").endsWith("\n```"));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "- ", "> ", "1. ", "> - "})
    @Timeout(30)
    void takesNoLongTimeOverALineOfMarks(String piece) {
        String text = piece.repeat(100_000 / piece.length()) + "x";

        assertThat(String.join("", MessageParts.of(text, 1_000)).replaceAll("\\s", ""))
                .isEqualTo(text.replaceAll("\\s", ""));
    }

    @Test
    void beginsNoBlockAnewThatEndsAtTheCut() {
        String text = "```\n" + "x".repeat(70) + "\n```\n" + "word ".repeat(20).strip();

        assertThat(MessageParts.of(text, LIMIT))
                .containsExactly(
                        "```\n" + "x".repeat(70) + "\n```", "word ".repeat(20).strip());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void losesNothingThatCanBeSeen(long seed) {
        Random random = new Random(seed);
        String text = IntStream.range(0, 400)
                .mapToObj(number -> random.ints(random.nextInt(1, 160), 'a', 'z' + 1)
                                .mapToObj(Character::toString)
                                .collect(Collectors.joining())
                        + List.of(" ", "\n", "\n\n", ". ", "\r\n").get(random.nextInt(5)))
                .collect(Collectors.joining());

        List<String> parts = MessageParts.of(text, LIMIT);

        assertThat(parts).allSatisfy(part -> assertThat(part).isNotBlank().hasSizeLessThanOrEqualTo(LIMIT));
        assertThat(String.join("", parts).replaceAll("\\s", "")).isEqualTo(text.replaceAll("\\s", ""));
    }
}
