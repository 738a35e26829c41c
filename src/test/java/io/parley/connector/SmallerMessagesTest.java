package io.parley.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.activity.StreamInfo;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmallerMessagesTest {

    private final List<Activity> taken = new ArrayList<>();
    private ConnectorException refusal = new ConnectorException.Rejected(413, null);
    private Predicate<Activity> fits = message -> String.valueOf(message.text()).length() <= 1_000;
    private int tries;

    @Test
    void sendsAtOnceWhatFits() {
        send(message("Hello"));

        assertThat(taken).extracting(Activity::text).containsExactly("Hello");
        assertThat(tries).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"413,", "413, MessageSizeTooBig", "400, MessageSizeTooBig", "403, MessageSizeTooBig"})
    void sendsALongTextInPiecesAndInOrder(int status, String code) {
        refusal = new ConnectorException.Rejected(status, code);
        String text = words(5_000);

        send(message(text));

        assertThat(taken).hasSizeBetween(6, 12).allMatch(fits);
        assertThat(String.join(" ", texts())).isEqualTo(text);
    }

    @Test
    void closesAndOpensABlockOfCodeThatIsCut() {
        send(message("Do this:\n```\n" + words(1_500).replace(' ', '\n') + "\n```\nThen wait."));

        assertThat(texts())
                .allMatch(text ->
                        text.lines().filter(line -> line.startsWith("```")).count() % 2 == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"~~~", "````", "```java", "  ```", "1. ~~~"})
    void closesAndOpensABlockOfCodeWithTheFenceOfItsOwn(String opening) {
        String fence = opening.contains("~") ? "~~~" : opening.contains("````") ? "````" : "```";
        send(message("Do this:\n" + opening + "\n" + "say `a` ``` b\n".repeat(200) + fence + "\nThen wait."));

        assertThat(texts())
                .hasSizeGreaterThan(1)
                .allMatch(text -> text.lines()
                                        .filter(line -> line.strip()
                                                .replaceFirst("^1\\. ", "")
                                                .startsWith(fence))
                                        .count()
                                % 2
                        == 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
                "\uD83C\uDDE9\uD83C\uDDEA",
                "\uD83D\uDC4D\uD83C\uDFFD",
                "1\uFE0F\u20E3",
                "e\u0301"
            })
    void cutsNothingThatPeopleSeeAsOneCharacter(String character) {
        send(message(character.repeat(1_501)));

        assertThat(texts()).hasSizeGreaterThan(1);
        assertThat(texts().stream().map(text -> text.replace(character, ""))).allMatch(String::isEmpty);
        assertThat(String.join("", texts())).isEqualTo(character.repeat(1_501));
    }

    @Test
    void cutsNoCharacterInHalf() {
        send(message("\uD83D\uDE00".repeat(2_501)));

        assertThat(texts()).noneMatch(text -> Character.isLowSurrogate(text.charAt(0)));
        assertThat(String.join("", texts())).isEqualTo("\uD83D\uDE00".repeat(2_501));
    }

    @Test
    void sendsNoPieceWithoutText() {
        send(message("word" + " ".repeat(5_000) + "end"));
        send(message(words(900) + " ".repeat(5_000)));

        assertThat(texts()).noneMatch(String::isBlank);
        assertThat(String.join(" ", texts())).isEqualTo("word end " + words(900));
    }

    @Test
    void sendsAShortTextAlone() {
        fits = message -> message.entities() == null && message.attachments() == null;

        send(StreamInfo.last("s").on(message("Hello")));

        assertThat(taken).singleElement().satisfies(plain -> {
            assertThat(plain.text()).isEqualTo("Hello");
            assertThat(plain.textFormat()).isEqualTo("plain");
            assertThat(plain.replyToId()).isNotNull();
        });
    }

    @Test
    void failsWhereNothingIsSmallEnough() {
        fits = message -> false;

        assertThat(catchThrowable(() -> send(message("Hello")))).isSameAs(refusal);
        assertThat(tries).isEqualTo(2);
    }

    @Test
    void splitsNothingForAnotherReason() {
        refusal = new ConnectorException.Rejected(403, "ConversationBlockedByUser");

        assertThat(catchThrowable(() -> send(message(words(5_000))))).isSameAs(refusal);
        assertThat(tries).isEqualTo(1);
    }

    private void send(Activity message) {
        new SmallerMessages(this::answer).send(message).await().atMost(Duration.ofSeconds(10));
    }

    private Uni<Optional<String>> answer(ConnectorOperation operation) {
        return Uni.createFrom().item(() -> {
            tries++;
            if (!fits.test(operation.activity())) {
                throw refusal;
            }
            taken.add(operation.activity());
            return Optional.of("id");
        });
    }

    private List<String> texts() {
        return taken.stream().map(Activity::text).toList();
    }

    private static Activity message(String text) {
        return Samples.one("webchat-message", json -> {}).reference().message(text);
    }

    private static String words(int length) {
        return "word ".repeat(length / 5).strip();
    }
}
