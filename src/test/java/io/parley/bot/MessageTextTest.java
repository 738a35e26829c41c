package io.parley.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTextTest {

    private static final String BOT = "mybot@abcdef";

    private record Mention(
            String id, @Nullable String text, @Nullable String name) {
        Mention(String id, @Nullable String text) {
            this(id, text, null);
        }
    }

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
                Arguments.of("<at>Bot</at>\u00a0hello\u00a0there\u00a0", List.of(bot), "hello there"),
                Arguments.of("what does <at>x</at> mean?", List.of(), "what does <at>x</at> mean?"),
                Arguments.of("<at>Bot</at> what is <at>x</at>?", List.of(bot), "what is <at>x</at>?"),
                Arguments.of("is <b>a</b> &lt; b?", List.of(), "is <b>a</b> &lt; b?"),
                Arguments.of("what is &nbsp; for?", List.of(), "what is &nbsp; for?"),
                Arguments.of("hello", List.of(new Mention(BOT, "")), "hello"),
                Arguments.of("hello", List.of(bot), "hello"),
                Arguments.of("a$1 <at>A$1</at>", List.of(new Mention("29:a", "<at>A$1</at>")), "a$1 A$1"),
                Arguments.of("line one\nline two", List.of(), "line one\nline two"));
    }

    static Stream<Arguments> namesOfManyKinds() {
        Mention bot = new Mention(BOT, null, "R&D \"Bot\" <1>");
        Mention ann = new Mention("29:ann", "@Ann", "Ann");
        Mention anna = new Mention("29:anna", "@Anna", "Anna");
        Mention botNamedAnn = new Mention(BOT, "@Ann", "Ann");
        return Stream.of(
                Arguments.of("<at>R&D \"Bot\" <1></at> hello", List.of(bot), "hello"),
                Arguments.of("<at>R&amp;D &quot;Bot&quot; &lt;1&gt;</at> hello", List.of(bot), "hello"),
                Arguments.of("<at>R&amp;D &#34;Bot&#34;&nbsp;&lt;1></at>&#160;hello", List.of(bot), "&#160;hello"),
                Arguments.of("<at id=\"0\">R&amp;D \"Bot\" &lt;1&gt;</at> hello", List.of(bot), "hello"),
                Arguments.of("<AT>R&amp;D \"Bot\" &lt;1&gt;</AT> hello", List.of(bot), "hello"),
                Arguments.of(
                        "<at>Tom &amp; Co</at> pays", List.of(new Mention("29:t", null, "Tom & Co")), "Tom & Co pays"),
                // Without a name, the only tag belongs to the only mention.
                Arguments.of("<at>Whatever</at> hello", List.of(new Mention(BOT, null)), "hello"),
                // Longer names before shorter ones, and words before parts of words.
                Arguments.of("@Ann tell @Anna hello", List.of(botNamedAnn, anna), "tell @Anna hello"),
                Arguments.of("@Anna tell @Ann hello", List.of(anna, botNamedAnn), "@Anna tell  hello"),
                Arguments.of("@Ann tell @Anna hello", List.of(botNamedAnn), "tell @Anna hello"),
                Arguments.of("<at>Ann</at> tell <at>Anna</at> hello", List.of(anna, botNamedAnn), "tell Anna hello"),
                Arguments.of("mail bob@Ann or <at>Ann</at>", List.of(ann), "mail bob@Ann or Ann"),
                // Names that are split into words, by entities, tags or both.
                Arguments.of(
                        "<at>Test</at> <at>Bot</at> hello",
                        List.of(new Mention(BOT, "<at>Test</at>", "Test"), new Mention(BOT, "<at>Bot</at>", "Bot")),
                        "hello"),
                Arguments.of(
                        "<at>Test Bot</at> hello",
                        List.of(new Mention(BOT, "<at>Test</at>", "Test"), new Mention(BOT, "<at>Bot</at>", "Bot")),
                        "hello"),
                Arguments.of(
                        "<at>Test</at>&nbsp;<at>Bot</at> hello",
                        List.of(new Mention(BOT, "<at>Test Bot</at>", "Test Bot")),
                        "hello"),
                Arguments.of(
                        "<at>Ann</at> <at>Lee</at> or <at>Bob</at>?",
                        List.of(
                                new Mention("29:ann", "<at>Ann</at>", "Ann"),
                                new Mention("29:ann", "<at>Lee</at>", "Lee"),
                                new Mention("29:bob", "<at>Bob</at>", "Bob")),
                        "Ann Lee or Bob?"),
                // Two accounts with one name: each is used once, in their order.
                Arguments.of(
                        "<at>Sam</at> is <at>Sam</at> in?",
                        List.of(new Mention(BOT, "<at>Sam</at>", "Sam"), new Mention("29:s", "<at>Sam</at>", "Sam")),
                        "is Sam in?"),
                // Without tags.
                Arguments.of("@Ann hello", List.of(botNamedAnn), "hello"),
                Arguments.of("Helper, hello", List.of(new Mention(BOT, "Helper", "Helper")), ", hello"),
                Arguments.of(
                        "@\u30dc\u30c3\u30c8\u3053\u3093",
                        List.of(new Mention(BOT, null, "\u30dc\u30c3\u30c8")),
                        "\u3053\u3093"),
                // A channel without mention entities: the bot is called by its name.
                Arguments.of("@mybot hello", List.of(), "hello"),
                Arguments.of("@MyBot, hello", List.of(), "hello"),
                Arguments.of("hello @mybot", List.of(), "hello"),
                Arguments.of("is @mybot up?", List.of(), "is @mybot up?"),
                Arguments.of("@mybot2 hello", List.of(), "@mybot2 hello"),
                Arguments.of("@mybot hello", List.of(new Mention("29:m", "@mybot", "mybot")), "@mybot hello"));
    }

    @ParameterizedTest
    @MethodSource({"messages", "namesOfManyKinds"})
    void isWhatTheUserWrote(@Nullable String text, List<Mention> mentions, String expected) {
        Activity message = Samples.one("webchat-message", json -> {
            json.put("text", text);
            ArrayNode entities = json.putArray("entities");
            mentions.forEach(mention -> add(entities.addObject(), mention));
        });

        assertThat(MessageText.of(message)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "slack, plain, a &lt; b &amp;&amp; c &gt; d, a < b && c > d",
        "slack, plain, what is &amp;lt; for?, what is &lt; for?",
        "slack, plain, <http://a.example/x?y=1&amp;z=2|the page>, the page (http://a.example/x?y=1&z=2)",
        "slack, plain, see <https://a.example>, see https://a.example",
        "slack, plain, see <http://a.example|a.example>, see http://a.example",
        "slack, plain, <mailto:ann@a.example|ann@a.example> asks, ann@a.example asks",
        "slack, plain, <#C1|general> and <#C2>, #general and #C2",
        "slack, plain, <!here> <!subteam^S1|@team> <!date^1^x|today>, @here @team today",
        "slack, plain, <@mybot> is <@U2|ann> or <@U3> in?, is @ann or @U3 in?",
        "skype, xml, a &lt; b &amp; <b>c</b>, a < b & c",
        "skype, XML, a &lt; b, a < b",
        "skype, xml, '<ss type=\"smile\">:)</ss> &amp;lt;', ':) &lt;'",
        "msteams, plain, 'a&nbsp;b < c &lt; <data>', 'a b < c &lt; <data>'",
        "webchat, plain, 'a&nbsp;b &lt; c &amp; <b>d</b>', 'a&nbsp;b &lt; c &amp; <b>d</b>'",
        "directline, markdown, '&lt;!here&gt; <!here>', '&lt;!here&gt; <!here>'"
    })
    void readsEntitiesAndMarkupWhereTheChannelWritesThem(String channel, String format, String text, String expected) {
        Activity message = Samples.one(
                "webchat-message",
                json -> json.put("channelId", channel).put("textFormat", format).put("text", text));

        assertThat(MessageText.of(message)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u200b",
                "\u2060\ufeff",
                "\u200e \u200f",
                "\u00a0",
                "\ufe0f",
                "\u202a\u202c",
                "\u3164",
                "\u00ad\n",
                "\u2800",
                "\ud800"
            })
    void isEmptyWhenThereIsNothingToSee(String text) {
        assertThat(MessageText.of(Samples.message("c", "1", text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u2764\ufe0f",
                "\ud83d\udc69\u200d\ud83d\ude80",
                "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f",
                "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
            })
    void keepsWhatJoinsCharacters(String text) {
        assertThat(MessageText.of(Samples.message("c", "1", "\u200b" + text + "\u200b")))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "<div><p>How do I <strong>add</strong> a monitor?</p></div>, How do I add a monitor?",
        "<p>one</p><p>two<br>three</p>, 'one\ntwo\nthree'",
        "'a &lt; b &amp;amp; <img alt=\"\u263a\" src=\"x\">', a < b &amp; \u263a",
        "'<span itemscope itemtype=\"http://schema.skype.com/Mention\" itemid=\"0\">Teams TestBot</span>&nbsp;hello', hello",
        "'<blockquote itemscope itemtype=\"http://schema.skype.com/Reply\"><p itemprop=\"preview\">old</p></blockquote>new', new",
        "<div></div>, ''"
    })
    void readsATextThatStandsInTheHtmlAlone(String html, String expected) {
        Activity message = Samples.one("teams-message-channel-mention", json -> {
            json.put("text", " ");
            json.putArray("attachments")
                    .addObject()
                    .put("contentType", "text/html")
                    .put("content", html);
        });

        assertThat(MessageText.of(message)).isEqualTo(expected.replace("\\n", "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "TEXT/HTML", "text/html; charset=utf-8", " text/html ;x"})
    void knowsHtmlByItsTypeAlone(String contentType) {
        Activity message = Samples.one("teams-message-personal", json -> {
            json.putNull("text");
            json.putArray("attachments")
                    .addObject()
                    .put("contentType", contentType)
                    .put("content", "<p>where?</p>");
        });

        assertThat(MessageText.of(message)).isEqualTo("where?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<quoted messageId=\"1700000000200\"/>",
                "<quoted messageId=\"1700000000200\"></quoted>",
                "<Quoted messageid='1700000000200' />"
            })
    void leavesOutWhereAQuoteIsShown(String placeholder) {
        Activity message =
                Samples.one("teams-message-personal", json -> json.put("text", placeholder + " is that still true?"));

        assertThat(MessageText.of(message)).isEqualTo("is that still true?");
        assertThat(MessageText.of(Samples.message("c", "1", "what is <quoted messageId=\"1\"/>?")))
                .isEqualTo("what is <quoted messageId=\"1\"/>?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<at>", "<at>x</at>", "<at >y", "@a ", "<@U1", "&lt;", " ", "<at>a0 a1 a2</at> "})
    @Timeout(60)
    void takesNoLongTimeOverATextThatIsAllMarkup(String piece) {
        Activity message = Samples.one("teams-message-channel-mention", json -> {
            json.put("text", piece.repeat(200_000 / piece.length()));
            ArrayNode entities = json.putArray("entities");
            for (int i = 0; i < 500; i++) {
                add(entities.addObject(), new Mention(i % 3 == 0 ? "29:one" : "29:" + i, null, "a" + i));
            }
        });
        long start = System.nanoTime();

        MessageText.of(message);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    private static void add(ObjectNode entity, Mention mention) {
        entity.put("type", "mention");
        if (mention.text() != null) {
            entity.put("text", mention.text());
        }
        entity.putObject("mentioned").put("id", mention.id()).put("name", mention.name());
    }
}
