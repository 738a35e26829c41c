package io.parley.activity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationReferenceTest {

    @ParameterizedTest
    @CsvSource({
        "msteams, personal, true",
        "msteams, groupChat, true",
        "msteams, channel, false",
        "slack, channel, true",
        "webchat, , true",
        "email, , false",
        "sms, , false"
    })
    void knowsWhereTypingIsSeen(String channel, String type, boolean expected) {
        Activity message = Samples.one("webchat-message", json -> {
            json.put("channelId", channel);
            json.withObject("/conversation").put("conversationType", type);
        });

        assertThat(message.reference().showsTyping()).isEqualTo(expected);
    }

    @Test
    void repliesFromTheOneWhoWasAddressedToTheOneWhoSpoke() {
        Activity question = Samples.one("teams-message-channel-mention");

        Activity reply = question.reference().message("Hello");

        assertThat(reply.type()).isEqualTo("message");
        assertThat(reply.text()).isEqualTo("Hello");
        assertThat(reply.from()).isEqualTo(question.recipient());
        assertThat(reply.recipient()).isEqualTo(question.from());
        assertThat(reply.conversation()).isEqualTo(question.conversation());
        assertThat(reply.channelId()).isEqualTo("msteams");
        assertThat(reply.serviceUrl()).isEqualTo(question.serviceUrl());
        assertThat(reply.replyToId()).isEqualTo(question.id());
        assertThat(reply.locale()).isEqualTo("en-US");
        assertThat(reply.inputHint()).isEqualTo("acceptingInput");
        assertThat(reply.textFormat()).isEqualTo("markdown");
        assertThat(reply.id()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "directline-conversationUpdate-user-joins",
                "teams-conversationUpdate-personal-bot-added",
                "webchat-event-join"
            })
    void repliesToNothingButMessages(String sample) {
        assertThat(Samples.one(sample).reference().message("Welcome").replyToId())
                .isNull();
    }

    @Test
    void showsThatTheBotIsAtWorkWithNothingThatIsForMessages() {
        Activity typing = Samples.one("webchat-message").reference().typing();

        assertThat(typing.type()).isEqualTo("typing");
        assertThat(typing.text()).isNull();
        assertThat(typing.textFormat()).isNull();
        assertThat(typing.inputHint()).isNull();
    }

    @Test
    void labelsWhatAModelWroteOnTeams() {
        Activity message = labelled(Samples.one("teams-message-personal").reference());

        assertThat(Samples.MAPPER.<JsonNode>valueToTree(message.entities())).isEqualTo(json("""
                [{"type": "https://schema.org/Message", "@type": "Message", "@context": "https://schema.org", "@id": "",
                  "additionalType": ["AIGeneratedContent"]}]
                """));
        assertThat(message.channelData()).isEqualTo(json("{\"feedbackLoop\": {\"type\": \"default\"}}"));
        assertThat(message.textFormat()).isEqualTo("markdown");
    }

    @Test
    void labelsNothingWhereThereIsNoLabel() {
        ConversationReference conversation = Samples.one("webchat-message").reference();

        assertThat(labelled(conversation)).isEqualTo(conversation.message("Hello"));
    }

    @Test
    void putsAStreamsPlaceBeforeALabel() {
        Activity message = labelled(Samples.one("teams-message-personal").reference());

        Activity last = StreamInfo.last("1:stream").on(message);

        assertThat(last.entities())
                .extracting(entity -> entity.json().path("type").textValue())
                .containsExactly("streaminfo", "https://schema.org/Message");
        assertThat(last.channelData()).isEqualTo(json("""
                {"feedbackLoop": {"type": "default"}, "streamType": "final", "streamId": "1:stream"}
                """));
    }

    @Test
    void labelsAMessageThatHasCitationsWithinTheirEntity() {
        ConversationReference conversation =
                Samples.one("teams-message-personal").reference();
        List<Entity> entities = List.of(
                new Entity(json("{\"type\": \"other\"}")),
                new Entity(json("{\"type\": \"https://schema.org/Message\", \"citation\": [{\"position\": 1}]}")));

        Activity message = conversation.label(ActivityBuilder.builder(conversation.message("Hello [1]"))
                .entities(entities)
                .build());

        assertThat(Samples.MAPPER.<JsonNode>valueToTree(message.entities())).isEqualTo(json("""
                [{"type": "https://schema.org/Message", "@type": "Message", "@context": "https://schema.org", "@id": "",
                  "additionalType": ["AIGeneratedContent"], "citation": [{"position": 1}]},
                 {"type": "other"}]
                """));
    }

    private static Activity labelled(ConversationReference conversation) {
        return conversation.label(conversation.message("Hello"));
    }

    private static JsonNode json(String json) {
        return Samples.read(json, JsonNode.class);
    }

    @Test
    void speaksAsTheBotWhereNobodyWasAddressed() {
        Activity question = Samples.one("webchat-message", json -> json.remove("recipient"));

        assertThat(question.reference().message("Hello").from())
                .isEqualTo(new ChannelAccount("bot", null, null, "bot"));
    }

    @Test
    void keepsItselfThroughJson() throws Exception {
        ConversationReference reference =
                Samples.one("teams-message-channel-mention").calledBy("agent").reference();

        JsonNode json = Samples.MAPPER.valueToTree(reference);

        assertThat(Samples.MAPPER.treeToValue(json, ConversationReference.class))
                .isEqualTo(reference);
    }
}
