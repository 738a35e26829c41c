package io.parley.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessageTextTest {

    private static final String BOT = "mybot@abcdef";

    private record Mention(String id, String text) {}

    static Stream<Arguments> messages() {
        Mention bot = new Mention(BOT, "<at>Bot</at>");
        Mention ann = new Mention("29:ann", "<at>Ann Lee</at>");
        return Stream.of(
                Arguments.of("hello", List.of(), "hello"),
                Arguments.of(" hello\n", List.of(), "hello"),
                Arguments.of(null, List.of(), ""),
                Arguments.of(" \n", List.of(), ""),
                Arguments.of("<at>Bot</at> hello\n", List.of(bot), "hello"),
                Arguments.of("hello <at>Bot</at>", List.of(bot), "hello"),
                Arguments.of("<at>Bot</at>", List.of(bot), ""),
                Arguments.of("<at>Bot</at> hello <at>Bot</at>", List.of(bot, bot), "hello"),
                Arguments.of("<at>Bot</at> ask <at>Ann Lee</at>", List.of(bot, ann), "ask Ann Lee"),
                Arguments.of("<at>Ann Lee</at> or <at>Ann Lee</at>?", List.of(ann, ann), "Ann Lee or Ann Lee?"),
                Arguments.of("<at>Bot</at>&nbsp;hello", List.of(bot), "hello"),
                Arguments.of("<at>Bot</at>\u00a0hello\u00a0there\u00a0", List.of(bot), "hello there"),
                Arguments.of("what does <at>x</at> mean?", List.of(), "what does <at>x</at> mean?"),
                Arguments.of("<at>Bot</at> what is <at>x</at>?", List.of(bot), "what is <at>x</at>?"),
                Arguments.of("is <b>a</b> &lt; b?", List.of(), "is <b>a</b> &lt; b?"),
                Arguments.of("hello", List.of(new Mention(BOT, "")), "hello"),
                Arguments.of("hello", List.of(bot), "hello"),
                Arguments.of("a$1 <at>A$1</at>", List.of(new Mention("29:a", "<at>A$1</at>")), "a$1 A$1"),
                Arguments.of("line one\nline two", List.of(), "line one\nline two"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void isWhatTheUserWrote(@Nullable String text, List<Mention> mentions, String expected) {
        Activity message = Samples.one("webchat-message", json -> {
            json.put("text", text);
            ArrayNode entities = json.putArray("entities");
            mentions.forEach(mention -> add(entities.addObject(), mention));
        });

        assertThat(MessageText.of(message)).isEqualTo(expected);
    }

    private static void add(ObjectNode entity, Mention mention) {
        entity.put("type", "mention").put("text", mention.text());
        entity.putObject("mentioned").put("id", mention.id());
    }
}
