package io.parley.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.agent.Contexts;
import io.parley.chat.Prompt;
import io.parley.chat.Reply;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationState;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

    private final List<Prompt> asked = new ArrayList<>();
    private final Bot bot = Bots.with((prompt, draft) -> {
        asked.add(prompt);
        return Uni.createFrom().item(Reply.complete("an answer"));
    });

    @ParameterizedTest
    @CsvSource({
        "/help, help, false",
        "/HELP, help, false",
        "' /help ', help, false",
        "/help@mybot, help, false",
        "/help@AnotherName, help, false",
        "/reset, reset, true",
        "/Reset, reset, true",
        "/reset@mybot, reset, true",
        "'@mybot /reset', reset, true",
        "'@mybot reset', reset, true",
        "'@mybot, Reset!', reset, true",
        "'@mybot help?', help, false",
        "/reset., reset, true",
        "/help!, help, false",
        "'', unreadable, false",
        "' ', unreadable, false",
        ", unreadable, false",
    })
    void isAnsweredWithoutTheModel(String text, String expected, boolean forgets) {
        Answer answer = answer(Samples.one("webchat-message", json -> json.put("text", text)));

        assertThat(answer).isEqualTo(new Answer(List.of(expected), List.of(), forgets, false, false));
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u200b/reset", "/reset\u200b", "/re\u200bset", "\u2060/reset\ufeff", "\u200e/reset\u200f",
                        "/reset\ufe0f",
                "\u2067/reset\u2069", "\u00a0/reset\u00a0", "/reset\u00ad", "\u202f/reset\u3000", "\uff0freset",
                        "/reset\n\u200d"
            })
    void isFoundBesideCharactersThatNobodySees(String text) {
        assertThat(answer(Samples.message("c", "1", text)).texts()).containsExactly("reset");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/help me",
                "help",
                "reset",
                "start",
                "//help",
                "/resetting",
                "@mybot start",
                "@mybot help me",
                "/start over",
                "help @ann",
                "/help /reset",
                "how does /reset work?"
            })
    void isNothingElse(String text) {
        answer(Samples.message("c", "1", text));

        assertThat(asked).hasSize(1);
    }

    @Test
    void greetsWhoStartsTheBotAndHelpsWhoStartsItAgain() {
        Activity start = Samples.message("c", "1", "/start");

        assertThat(answer(start)).isEqualTo(Answer.welcoming("welcome"));
        assertThat(bot.answer(start, new ConversationState(true, List.of()), Contexts.unseen())
                        .await()
                        .atMost(Duration.ofSeconds(5)))
                .isEqualTo(Answer.saying("help"));
    }

    @Test
    void takesWhatALinkOfTelegramAddsToTheStart() {
        assertThat(answer(Samples.one("webchat-message", json -> json.put("channelId", "telegram")
                                .put("text", "/start from_site-1")))
                        .texts())
                .containsExactly("welcome");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<at>Teams TestBot</at> /help\n",
                "<at>Teams TestBot</at>: help",
                "<at>Teams TestBot</at>, /HELP.",
                "<at>Teams TestBot</at>&nbsp;help",
                "HELP <at>Teams TestBot</at>"
            })
    void isReadBehindAMention(String text) {
        assertThat(answer(Samples.one("teams-message-channel-mention", json -> json.put("text", text)))
                        .texts())
                .containsExactly("help");
    }

    @ParameterizedTest
    @CsvSource({
        "/help@mybot, true",
        "/help@MYBOT, true",
        "/help, true",
        "/start@mybot, true",
        "/help@another_bot, false",
        "help, false",
        "reset, false"
    })
    void isForThisBotOfARoom(String text, boolean expected) {
        Activity message = Samples.one("webchat-message", json -> {
            json.put("channelId", "telegram").put("text", text);
            ((ObjectNode) json.get("conversation")).put("isGroup", true);
        });

        assertThat(bot.concerns(message)).isEqualTo(expected);
    }

    private Answer answer(Activity message) {
        return bot.answer(message, ConversationState.none(), Contexts.unseen())
                .await()
                .atMost(Duration.ofSeconds(5));
    }
}
