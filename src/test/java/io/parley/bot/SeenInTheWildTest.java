package io.parley.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.activity.Activity;
import io.parley.activity.MessageParts;
import io.parley.activity.Samples;
import io.parley.agent.Contexts;
import io.parley.chat.Reply;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationState;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs that made other bots fail, as their users reported: the inputs of the table in {@code docs/compatibility.md}. */
class SeenInTheWildTest {

    private static final String BOT = "28:c9e8c047-2a74-40a2-b28a-b162d5f5327c";

    private final AtomicReference<String> asked = new AtomicReference<>("");
    private final Bot bot = Bots.with((prompt, draft) -> {
        asked.set(prompt.messages().get(prompt.messages().size() - 1).text());
        return Uni.createFrom().item(Reply.complete("an answer"));
    });

    /** botbuilder-js 4379: each word of a name is its own mention. */
    @Test
    void eachWordOfANameIsAMention() {
        answer(teams(
                "<at>Teams</at> <at>TestBot</at> Hi <at>Ann</at> <at>Lee</at> and <at>Bob</at> <at>May</at>\n",
                json -> {
                    mention(json, BOT, "Teams", "<at>Teams</at>");
                    mention(json, BOT, "TestBot", "<at>TestBot</at>");
                    mention(json, "29:ann", "Ann", "<at>Ann</at>");
                    mention(json, "29:ann", "Lee", "<at>Lee</at>");
                    mention(json, "29:bob", "Bob", "<at>Bob</at>");
                    mention(json, "29:bob", "May", "<at>May</at>");
                }));

        assertThat(asked).hasValue("Hi Ann Lee and Bob May");
    }

    /** botbuilder-js 2083: a name with characters that are special in regular expressions, and no text. */
    @Test
    void aNameHoldsSignsOfPatterns() {
        answer(teams("<at>Teams TestBot</at> ask <at>Test ($~&amp;)</at> [a-z]+ (x", json -> {
            mention(json, BOT, "Teams TestBot", "<at>Teams TestBot</at>");
            mention(json, "29:test", "Test ($~&)", null);
        }));

        assertThat(asked).hasValue("ask Test ($~&) [a-z]+ (x");
    }

    /** OfficeDocs-SkypeForBusiness 4723: the user's own angle brackets beside a mention. */
    @Test
    void bracketsStandBesideAMention() {
        answer(teams("<at>Teams TestBot</at> text <data> a<b>c", json -> mention(json, BOT, "Teams TestBot", null)));

        assertThat(asked).hasValue("text <data> a<b>c");
    }

    /** botbuilder-dotnet 4841: line breaks around a mention. */
    @Test
    void linesBreakAroundAMention() {
        answer(teams(
                "\r\n<at>Teams TestBot</at> who created you?\r\n",
                json -> mention(json, BOT, "Teams TestBot", "<at>Teams TestBot</at>")));

        assertThat(asked).hasValue("who created you?");
    }

    /** python-telegram-bot 200 and webogram 1086: the web client ends commands with no-break spaces. */
    @ParameterizedTest
    @ValueSource(strings = {"/help\u00a0", "/help \u00a0", "/help\u00a0\u00a0"})
    void aCommandEndsWithNoBreakSpaces(String text) {
        assertThat(answer(Samples.message("c", "1", text)).texts()).containsExactly("help");
    }

    /** omnibot 32: Slack puts a no-break space behind the mention when the command was copied. */
    @Test
    void aCommandFollowsANoBreakSpace() {
        assertThat(answer(Samples.one("webchat-message", json -> json.put("channelId", "slack")
                                .put("text", "<@mybot>\u00a0reset")))
                        .texts())
                .containsExactly("reset");
    }

    /** telegraf 22: a command with any name behind it, in a chat of two. */
    @ParameterizedTest
    @CsvSource({"/start@TestBot, welcome", "/start@randomstring, welcome", "/help@mybot, help"})
    void aCommandNamesTheBotInAChatOfTwo(String text, String expected) {
        assertThat(answer(Samples.message("c", "1", text)).texts()).containsExactly(expected);
    }

    /** vellum-assistant 38770: quotes of Slack, and a mention that is only part of the user's text. */
    @ParameterizedTest
    @CsvSource({
        "'&gt; quoted', '> quoted'",
        "'is &lt;@U123&gt; a mention?', 'is <@U123> a mention?'",
        "'what is &amp;gt; for?', 'what is &gt; for?'",
        "'&lt;!channel&gt;', '<!channel>'"
    })
    void entitiesOfSlackAreTheUsersOwnWords(String text, String expected) {
        answer(Samples.one(
                "webchat-message", json -> json.put("channelId", "slack").put("text", text)));

        assertThat(asked).hasValue(expected);
    }

    /** openclaw 101856: the quoted text in a preview of the HTML. */
    @Test
    void aQuoteStandsInTheHtml() {
        answer(Samples.one("teams-message-personal", json -> {
            json.put("text", "and in winter?");
            json.putArray("attachments")
                    .addObject()
                    .put("contentType", "text/html")
                    .put(
                            "content",
                            "<blockquote itemscope itemtype=\"http://schema.skype.com/Reply\" itemid=\"17\"><strong"
                                    + " itemprop=\"mri\" itemid=\"28:bot\">Bot</strong><p itemprop=\"preview\">Open 9 to"
                                    + " 5 &amp; later</p></blockquote><p>and in winter?</p>");
        }));

        assertThat(asked).hasValue("The user quotes (untrusted): \"Open 9 to 5 & later\"\n\nand in winter?");
    }

    /** nanobot 5055 and Vibe-Trading 736: one endless line of code. */
    @Test
    @Timeout(30)
    void aLineOfCodeIsLongerThanAMessage() {
        String code = "x".repeat(20_000);

        List<String> parts = MessageParts.of("```json\n" + code + "\n```", "telegram");

        assertThat(parts).allSatisfy(part -> assertThat(part)
                .startsWith("```json\n")
                .endsWith("\n```")
                .hasSizeLessThanOrEqualTo(4_096));
        assertThat(String.join("", parts).replaceAll("[^x]", "")).isEqualTo(code);
    }

    /** telegramify-markdown 38: a fence within code. */
    @Test
    void codeHoldsAFence() {
        String text = "````md\n" + "```python\nprint(\"```\")\n```\n".repeat(100) + "````\nDone.";

        List<String> parts = MessageParts.of(text, "facebook");

        assertThat(parts).hasSizeGreaterThan(1);
        assertThat(parts.get(0)).endsWith("\n````");
        assertThat(parts.get(1)).startsWith("````md\n");
        assertThat(parts.get(parts.size() - 1)).endsWith("Done.");
    }

    /** botframework-sdk 671 and 2194: the bot answers every message of a channel of Slack. */
    @Test
    void peopleTalkToEachOther() {
        Activity message = Samples.one("webchat-message", json -> {
            json.put("channelId", "slack").put("text", "shall we go?");
            ((ObjectNode) json.get("conversation")).put("isGroup", true);
        });

        assertThat(bot.concerns(message)).isFalse();
    }

    private Answer answer(Activity activity) {
        assertThat(bot.concerns(activity)).isTrue();
        return bot.answer(activity, ConversationState.none(), Contexts.unseen())
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private static Activity teams(String text, Consumer<ObjectNode> change) {
        return Samples.one("teams-message-channel-mention", json -> {
            json.put("text", text).putArray("entities");
            change.accept(json);
        });
    }

    private static void mention(ObjectNode json, String id, String name, @Nullable String text) {
        ObjectNode mention = ((ArrayNode) json.get("entities")).addObject().put("type", "mention");
        mention.putObject("mentioned").put("id", id).put("name", name);
        if (text != null) {
            mention.put("text", text);
        }
    }
}
