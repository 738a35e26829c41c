package io.parley.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.agent.Contexts;
import io.parley.chat.Reply;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationState;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class QuestionLimitTest {

    private final QuestionLimit limit = new QuestionLimit(Bots.MOST_BYTES);
    private final AtomicInteger asked = new AtomicInteger();
    private final Bot bot = Bots.with((prompt, draft) -> {
        asked.incrementAndGet();
        return Uni.createFrom().item(Reply.complete("an answer"));
    });

    @ParameterizedTest
    @CsvSource({
        "x, 4096, false",
        "x, 4097, true",
        "ä, 2048, false",
        "ä, 2049, true",
        "😀, 1024, false",
        "😀, 1025, true"
    })
    void countsBytes(String character, int times, boolean exceeded) {
        Activity message = message(character.repeat(times));

        assertThat(limit.isExceededBy(message.text())).isEqualTo(exceeded);
        assertThat(answer(message).texts()).containsExactly(exceeded ? "too long" : "an answer");
        assertThat(asked).hasValue(exceeded ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({"x, 240000", "ä, 120000", "😀, 60000"})
    void keepsLittleOfAQuestionThatIsTooLong(String character, int times) {
        Activity kept = bot.cut(message(character.repeat(times)));

        assertThat(kept.text().length()).isBetween(4097, 4098);
        assertThat(Character.isHighSurrogate(kept.text().charAt(kept.text().length() - 1)))
                .isFalse();
        assertThat(answer(kept).texts()).containsExactly("too long");
        assertThat(asked).hasValue(0);
    }

    @Test
    void cutsWithinNoPair() {
        Activity kept = bot.cut(message("x" + "😀".repeat(60_000)));

        assertThat(Character.isHighSurrogate(kept.text().charAt(kept.text().length() - 1)))
                .isFalse();
        assertThat(limit.isExceededBy(kept.text())).isTrue();
    }

    @Test
    void keepsAQuestionThatIsNotTooLong() {
        Activity message = message("x".repeat(4096));

        assertThat(bot.cut(message)).isSameAs(message);
    }

    @Test
    void countsATextThatIsInTheHtmlAlone() {
        Activity message = Samples.parse("{\"type\":\"message\",\"channelId\":\"msteams\",\"from\":{\"id\":\"user\"},"
                + "\"conversation\":{\"id\":\"c\"},\"attachments\":[{\"contentType\":\"text/html\",\"content\":\"<p>"
                + "x".repeat(5000) + "</p>\"}]}");

        assertThat(answer(message).texts()).containsExactly("too long");
    }

    private Answer answer(Activity message) {
        return bot.answer(message, ConversationState.none(), Contexts.unseen())
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private static Activity message(String text) {
        return Samples.message("c", "1", text);
    }
}
