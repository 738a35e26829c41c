package io.parley.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudienceTest {

    private static final String OVERHEARD = "lunch at noon?";

    private final Audience audience = new Audience(Set.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "slack",
                "telegram",
                "facebook",
                "line",
                "skype",
                "groupme",
                "webex",
                "directline",
                "webchat",
                "emulator",
                "msteams",
                "email",
                "discord"
            })
    void leavesOutTheBotWherePeopleTalkToEachOther(String channel) {
        assertThat(audience.includesBot(room(channel, OVERHEARD))).isFalse();
        assertThat(audience.includesBot(chat(channel, OVERHEARD))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"channel", "groupChat", "groupchat"})
    void knowsARoomByItsType(String type) {
        Activity message = Samples.one("webchat-message", json -> {
            json.put("text", OVERHEARD);
            conversation(json).put("conversationType", type);
        });

        assertThat(audience.includesBot(message)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "slack, <@mybot> hello, true",
        "slack, hello <@mybot|Helper>, true",
        "slack, <@U2> hello, false",
        "slack, @mybot hello, true",
        "telegram, 'hello, @MyBot!', true",
        "telegram, @mybot_2 hello, false",
        "telegram, mail me at ann@mybot, false",
        "groupme, @mybot hello, true",
        "line, hello mybot, false",
        "telegram, /reset, true",
        "telegram, /ask@MyBot where is it?, true",
        "telegram, /help@mybot please, true",
        "telegram, /ask@other_bot where is it?, false",
        "telegram, see a/ask@mybot, false",
        "facebook, /help, true",
        "msteams, @mybot hello, false"
    })
    void isFoundByName(String channel, String text, boolean expected) {
        assertThat(audience.includesBot(room(channel, text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "msteams, mybot@abcdef, true",
        "slack, mybot@abcdef, true",
        "webex, 28:mybot@abcdef, true",
        "msteams, 28:mybot@abcdef, true",
        "skype, ' mybot@abcdef ', true",
        "msteams, 29:ann, false",
        "slack, '', false"
    })
    void isFoundByTheIdOfAMentionAlone(String channel, String mentioned, boolean expected) {
        Activity message = room(channel, OVERHEARD, json -> {
            ObjectNode mention = json.putArray("entities").addObject().put("type", "mention");
            mention.putObject("mentioned").put("id", mentioned).put("name", "Ann & Co");
        });

        assertThat(audience.includesBot(message)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "28:c9e8c047-2a74-40a2-b28a-b162d5f5327c",
                "28:C9E8C047-2A74-40A2-B28A-B162D5F5327C",
                "C9e8c047-2a74-40a2-b28a-b162d5f5327c"
            })
    void isFoundByAUuidInAnyCase(String mentioned) {
        Activity message = Samples.one("teams-message-channel-mention", json -> {
            ObjectNode mention = json.putArray("entities").addObject().put("type", "mention");
            mention.putObject("mentioned").put("id", mentioned);
        });

        assertThat(audience.includesBot(message)).isTrue();
    }

    @Test
    void isNotFoundByANameThatIsAnothers() {
        Activity message = room("telegram", "@mybot lunch?", json -> {
            ObjectNode mention = json.putArray("entities").addObject().put("type", "mention");
            mention.putObject("mentioned").put("id", "29:ann").put("name", "mybot");
        });

        assertThat(audience.includesBot(message)).isFalse();
    }

    @Test
    void isNotFoundWhereNobodyIsAddressed() {
        Activity message = room("slack", "@ <@> hello", json -> json.remove("recipient"));

        assertThat(audience.includesBot(message)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "{\"SlackMessage\":{\"event\":{\"type\":\"app_mention\"}}}, slack, true",
        "'{\"SlackMessage\":{\"authorizations\":[{\"user_id\":\"U9\",\"is_bot\":true}]}}', slack, true",
        "'{\"SlackMessage\":{\"authorizations\":[{\"user_id\":\"U9\",\"is_bot\":false}]}}', slack, false",
        "{\"SlackMessage\":{\"event\":{\"parent_user_id\":\"mybot\"}}}, slack, false",
        "{\"message\":{\"reply_to_message\":{\"from\":{\"username\":\"MyBot\"}}}}, telegram, true",
        "{\"message\":{\"reply_to_message\":{\"from\":{\"username\":\"ann\"}}}}, telegram, false"
    })
    void readsWhatTheChannelSaysBesides(String channelData, String channel, boolean expected) {
        Activity message = room(
                channel, "<@U9> lunch?", json -> json.set("channelData", Samples.read(channelData, JsonNode.class)));

        assertThat(audience.includesBot(message)).isEqualTo(expected);
    }

    @Test
    void isFoundByAQuoteOfItsWords() {
        assertThat(audience.includesBot(room("msteams", OVERHEARD, json -> quotes(json, "mybot@abcdef"))))
                .isTrue();
        assertThat(audience.includesBot(room("msteams", OVERHEARD, json -> quotes(json, "29:ann"))))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "*, true",
        "slack, true",
        "telegram, false",
        "19:room@thread, true",
        "19:room@thread;messageid=1, true",
        "19:room@thread;messageid=2, false"
    })
    void readsAllWhereItIsSetTo(String place, boolean expected) {
        Activity message = room("slack", OVERHEARD, json -> conversation(json).put("id", "19:room@thread;messageid=1"));

        assertThat(new Audience(Set.of(place)).includesBot(message)).isEqualTo(expected);
    }

    private static void quotes(ObjectNode json, String author) {
        ObjectNode quote = json.putArray("entities").addObject().put("type", "quotedReply");
        quote.putObject("quotedReply")
                .put("messageId", "1")
                .put("senderId", author)
                .put("preview", "Hello");
    }

    private static Activity room(String channel, String text) {
        return room(channel, text, json -> {});
    }

    private static Activity room(String channel, String text, Consumer<ObjectNode> change) {
        return Samples.one("webchat-message", json -> {
            json.put("channelId", channel).put("text", text);
            conversation(json).put("isGroup", true);
            change.accept(json);
        });
    }

    private static Activity chat(String channel, String text) {
        return Samples.one(
                "webchat-message", json -> json.put("channelId", channel).put("text", text));
    }

    private static ObjectNode conversation(ObjectNode json) {
        return (ObjectNode) json.get("conversation");
    }
}
