package io.parley.activity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.activity.Entity.Mention;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivityTest {

    private static final String MINIMAL = """
            {"type": "message", "channelId": "webchat", "from": {"id": "user"}, "conversation": {"id": "c"}%s}""";

    static List<String> samples() {
        return Samples.names();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsWhatChannelsSend(String name) {
        assertThat(Samples.json(name)).isNotEmpty().allSatisfy(json -> {
            Activity activity = Samples.parse(json);
            assertThat(activity.type()).isEqualTo(json.get("type").textValue());
            assertThat(activity.id()).isEqualTo(json.get("id").textValue());
            assertThat(activity.timestamp()).isEqualTo(json.get("timestamp").textValue());
            assertThat(activity.channelId()).isEqualTo(json.get("channelId").textValue());
            assertThat(activity.from().id()).isEqualTo(json.at("/from/id").textValue());
            assertThat(activity.conversation().id())
                    .isEqualTo(json.at("/conversation/id").textValue());
            assertThat(activity.serviceUrl()).isEqualTo(json.get("serviceUrl").textValue());
        });
    }

    @ParameterizedTest
    @MethodSource("samples")
    void keepsItselfThroughJson(String name) {
        assertThat(Samples.all(name)).isNotEmpty().allSatisfy(activity -> {
            JsonNode json = Samples.MAPPER.valueToTree(activity);
            assertThat(Samples.parse(json)).isEqualTo(activity);
        });
    }

    @ParameterizedTest
    @MethodSource("samples")
    void addsNothingToWhatItRead(String name) {
        for (JsonNode json : Samples.json(name)) {
            ObjectNode written = Samples.MAPPER.valueToTree(Samples.parse(json));
            written.properties().forEach(field -> assertContained(field.getValue(), json.get(field.getKey())));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | channelId, conversation, from, type",
                "{'type': ' ', 'channelId': '', 'from': {}, 'conversation': {'id': '\\t'}} "
                        + "| channelId, conversation.id, from.id, type",
                "{'type': 'message', 'channelId': 'webchat', 'from': {'id': 'u'}, 'conversation': {'id': 'c'}} | ''",
            },
            quoteCharacter = '~')
    void namesTheRequiredFieldsThatAreMissing(String json, String missing) throws Exception {
        Activity activity = Samples.MAPPER.readValue(json.replace('\'', '"'), Activity.class);

        assertThat(String.join(", ", activity.missing())).isEqualTo(missing.replace("''", ""));
    }

    @Test
    void acceptsUnknownFieldsAtAnyLevel() {
        Activity activity = Samples.one("teams-message-channel-mention", json -> {
            addUnknown(json);
            addUnknown(json.withObject("/from"));
            addUnknown(json.withObject("/conversation"));
            addUnknown((ObjectNode) json.at("/attachments/0"));
            addUnknown((ObjectNode) json.at("/entities/0"));
            addUnknown((ObjectNode) json.at("/entities/0/mentioned"));
        });

        assertThat(activity.from().name()).isEqualTo("Megan Bowen");
        assertThat(activity.mentions()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-08-16T17:23:11.1366686Z",
                "2017-02-01T14:10:07.437-07:00",
                "2017-02-23T19:37:06.96Z",
                "not a time"
            })
    void keepsTimestampsAsTheyCame(String timestamp) {
        assertThat(Samples.one("webchat-message", json -> json.put("timestamp", timestamp))
                        .timestamp())
                .isEqualTo(timestamp);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1485983408511", "f:5f85c2ad", "Kc8lConvId-us|0000001", "a/b?c#d%20e", "名前"})
    void takesIdsForOpaqueText(String id) {
        assertThat(Samples.one("webchat-message", json -> json.put("id", id)).id())
                .isEqualTo(id);
    }

    @Test
    void readsMessagesWithoutText() {
        Activity submit = Samples.one("teams-message-cardsubmit-value-no-text");

        assertThat(submit.text()).isNull();
        assertThat(submit.value()).hasToString("{\"x\":1}");
    }

    @Test
    void readsMembersInTheirOrder() {
        assertThat(Samples.one("teams-conversationUpdate-personal-bot-added").membersAdded())
                .extracting(ChannelAccount::id)
                .satisfiesExactly(bot -> assertThat(bot).startsWith("28:"), user -> assertThat(user)
                        .startsWith("29:"));
    }

    @ParameterizedTest
    @CsvSource({
        "message, 1, 1",
        "conversationUpdate, 1,",
        "event, 1,",
        "endOfConversation, 1,",
        "message,,",
    })
    void isAnsweredByAReplyOnlyWhenItIsAMessage(String type, String id, String replyTo) {
        Activity activity =
                Samples.one("webchat-message", json -> json.put("type", type).put("id", id));

        assertThat(activity.reference().activityId()).isEqualTo(replyTo);
    }

    @ParameterizedTest
    @CsvSource({"expectReplies, true", "ExpectReplies, false", "normal, false", "notification, false", ", false"})
    void expectsRepliesOnlyWhenItSaysSo(String deliveryMode, boolean expected) {
        Activity activity = Samples.one("webchat-message", json -> json.put("deliveryMode", deliveryMode));

        assertThat(activity.expectsReplies()).isEqualTo(expected);
    }

    @Test
    void isAnsweredToTheBotThatCalled() {
        Activity question = Samples.one("webchat-message", json -> json.put("callerId", "urn:botframework:aadappid:x"));

        Activity called = question.calledBy("agent");

        assertThat(called.callerId()).isEqualTo("urn:botframework:aadappid:agent");
        assertThat(called.withText("cut").callingApplication()).contains("agent");
        assertThat(called.reference().draft("Hello").callingApplication()).contains("agent");
        assertThat(called.reference().label(called.reference().message("Hello")).callingApplication())
                .contains("agent");
        assertThat(question.calledBy(null).callerId()).isNull();
        assertThat(question.calledBy(null).reference().typing().callingApplication())
                .isEmpty();
    }

    @Test
    void sparesTheBotThatWaitsForTheResponseItsOwnName() {
        Activity question = Samples.one("webchat-message", json -> json.put("deliveryMode", "expectReplies"));

        assertThat(question.calledBy("agent").reference().message("Hello").callerId())
                .isNull();
    }

    @Test
    void takesACallerOfAnotherFormForOneThatNobodyKnows() {
        Activity question = Samples.one("webchat-message", json -> json.put("callerId", "urn:botframework:azure"));

        assertThat(question.callingApplication()).contains("urn:botframework:azure");
    }

    @Test
    void namesWhoIsMentioned() {
        Activity activity = Samples.one("teams-message-channel-mention");

        assertThat(activity.mentions())
                .containsExactly(new Mention(
                        "28:c9e8c047-2a74-40a2-b28a-b162d5f5327c", "<at>Teams TestBot</at>", "Teams TestBot"));
        assertThat(activity.mentions()).allMatch(activity::addresses);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'type': 'mention'}",
                "{'type': 'mention', 'text': '<at>Bot</at>'}",
                "{'type': 'mention', 'text': '<at>Bot</at>', 'mentioned': null}",
                "{'type': 'mention', 'text': '<at>Bot</at>', 'mentioned': 'bot'}",
                "{'type': 'mention', 'text': '<at>Bot</at>', 'mentioned': ['bot']}",
                "{'type': 'mention', 'text': '<at>Bot</at>', 'mentioned': {}}",
                "{'type': 'mention', 'text': '<at>Bot</at>', 'mentioned': {'id': null}}",
                "{'type': 'mention', 'text': '<at>Bot</at>', 'mentioned': {'id': 7}}",
                "{'type': 'mention', 'text': '<at>Bot</at>', 'mentioned': {'id': ' '}}",
                "{'type': 'Mention', 'text': '<at>Bot</at>', 'mentioned': {'id': 'bot'}}",
                "{'type': null, 'text': '<at>Bot</at>', 'mentioned': {'id': 'bot'}}",
                "{'text': '<at>Bot</at>', 'mentioned': {'id': 'bot'}}",
                "null",
            })
    void takesNothingMalformedForAMention(String entity) {
        Activity activity = Samples.parse(MINIMAL.formatted(", \"entities\": [" + entity.replace('\'', '"') + "]"));

        assertThat(activity.mentions()).isEmpty();
    }

    @Test
    void leavesOutWhatIsNullInAList() {
        Activity activity = Samples.parse(MINIMAL.formatted(
                ", \"membersAdded\": [null, {\"id\": \"u\"}], \"membersRemoved\": [null], \"attachments\": [null]"));

        assertThat(activity.membersAdded()).extracting(ChannelAccount::id).containsExactly("u");
        assertThat(activity.membersRemoved()).isEmpty();
        assertThat(activity.attachments()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type': 'mention', 'mentioned': {'id': 'bot', 'name': 'A & B'}}",
                "{'type': 'mention', 'text': null, 'mentioned': {'id': 'bot', 'name': 'A & B'}}",
                "{'type': 'mention', 'text': '', 'mentioned': {'id': 'bot', 'name': 'A & B'}}",
                "{'type': 'mention', 'text': {'a': 1}, 'mentioned': {'id': 'bot', 'name': 'A & B'}}",
            })
    void knowsWhoIsMentionedWithoutAText(String entity) {
        Activity activity = Samples.parse(MINIMAL.formatted(", \"entities\": [" + entity.replace('\'', '"') + "]"));

        assertThat(activity.mentions()).containsExactly(new Mention("bot", null, "A & B"));
    }

    @ParameterizedTest
    @CsvSource({
        "28:bot, 28:bot, true",
        "28:bot, bot, true",
        "bot, 28:bot, true",
        "28:bot, 29:bot, false",
        "28:bot, 28:Bot, false",
        "28:bot, 28:, false"
    })
    void knowsTheBotByItsIdWithItsPrefixOrWithout(String recipient, String mentioned, boolean expected) {
        Activity activity = Samples.one(
                "webchat-message", json -> json.putObject("recipient").put("id", recipient));

        assertThat(activity.isForBot(mentioned)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0", "\u200b", "\n"})
    void takesABlankIdForNone(String blank) {
        Activity activity = Samples.one("webchat-message", json -> {
            json.put("id", blank).put("serviceUrl", blank).put("replyToId", blank);
            json.putObject("recipient").put("id", blank);
            json.putArray("membersAdded").addObject().put("id", blank);
        });

        assertThat(activity.id()).isNull();
        assertThat(activity.serviceUrl()).isNull();
        assertThat(activity.replyToId()).isNull();
        assertThat(activity.recipient()).isNull();
        assertThat(activity.membersAdded()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"id\": \"c\"}', false",
        "'{\"id\": \"c\", \"isGroup\": false}', false",
        "'{\"id\": \"c\", \"isGroup\": true}', true",
        "'{\"id\": \"c\", \"conversationType\": \"personal\"}', false",
        "'{\"id\": \"c\", \"conversationType\": \"groupChat\"}', true",
        "'{\"id\": \"c\", \"conversationType\": \"groupchat\"}', true",
        "'{\"id\": \"c\", \"conversationType\": \"channel\"}', true",
    })
    void knowsSharedConversations(String conversation, boolean shared) throws Exception {
        assertThat(Samples.MAPPER
                        .readValue(conversation, ConversationAccount.class)
                        .shared())
                .isEqualTo(shared);
    }

    private static void addUnknown(ObjectNode json) {
        json.put("unknown", "text").putObject("unknownToo").putArray("list").add(1);
    }

    private static void assertContained(JsonNode part, JsonNode whole) {
        assertThat(whole).isNotNull();
        if (part.isObject()) {
            part.properties().forEach(field -> assertContained(field.getValue(), whole.get(field.getKey())));
        } else if (part.isArray()) {
            assertThat(whole).hasSameSizeAs(part);
            for (int i = 0; i < part.size(); i++) {
                assertContained(part.get(i), whole.get(i));
            }
        } else {
            assertThat(part).isEqualTo(whole);
        }
    }
}
