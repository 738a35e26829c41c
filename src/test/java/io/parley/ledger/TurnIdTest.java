package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnIdTest {

    @Test
    void isTheSameForTheSameActivity() {
        assertThat(TurnId.of(message(json -> {}))).isEqualTo(TurnId.of(message(json -> {})));
        assertThat(TurnId.of(message(json -> json.put("id", "2")))).isNotEqualTo(TurnId.of(message(json -> {})));
        assertThat(TurnId.of(message(json -> json.put("type", "event")))).isNotEqualTo(TurnId.of(message(json -> {})));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u200b", "\u00a0\u2060"})
    void isNoBlankOne(String blank) {
        Activity message = message(json -> {
            json.put("id", blank);
            client(json, blank);
        });

        assertThat(TurnId.of(message)).isNotEqualTo(TurnId.of(message));
        assertThat(TurnId.ofClient(message)).isEmpty();
    }

    @Test
    void isAnotherForEachEditOfAMessage() {
        Activity edit = edit("2026-01-01T00:00:00Z", "one");

        assertThat(TurnId.of(edit("2026-01-01T00:00:00Z", "one"))).isEqualTo(TurnId.of(edit));
        assertThat(TurnId.of(edit("2026-01-01T00:00:00Z", "two"))).isNotEqualTo(TurnId.of(edit));
        assertThat(TurnId.of(edit("2026-01-01T00:00:09Z", "one"))).isNotEqualTo(TurnId.of(edit));
    }

    @Test
    void isTheClientsTogetherWithItsUserAndWhatHeSays() {
        Activity sent = message(json -> client(json, "c1"));

        assertThat(TurnId.ofClient(message(json -> client(json.put("id", "2").put("timestamp", "later"), "c1"))))
                .isPresent()
                .isEqualTo(TurnId.ofClient(sent));
        assertThat(TurnId.ofClient(message(json -> client(json, "c2")))).isNotEqualTo(TurnId.ofClient(sent));
        assertThat(TurnId.ofClient(message(json -> client(json.put("text", "other"), "c1"))))
                .isNotEqualTo(TurnId.ofClient(sent));
        assertThat(TurnId.ofClient(message(json -> client(json.put("value", "other"), "c1"))))
                .isNotEqualTo(TurnId.ofClient(sent));
        assertThat(TurnId.ofClient(message(json -> {
                    client(json, "c1");
                    json.putArray("attachments").addObject().put("name", "a.pdf");
                })))
                .isNotEqualTo(TurnId.ofClient(sent));
        assertThat(TurnId.ofClient(message(json -> {
                    client(json, "c1");
                    ((ObjectNode) json.get("from")).put("id", "another");
                })))
                .isNotEqualTo(TurnId.ofClient(sent));
    }

    private static Activity message(Consumer<ObjectNode> change) {
        return Samples.one("webchat-message", change);
    }

    private static Activity edit(String timestamp, String text) {
        return message(json ->
                json.put("type", "messageUpdate").put("timestamp", timestamp).put("text", text));
    }

    private static void client(ObjectNode json, String id) {
        json.putObject("channelData").put("clientActivityID", id);
    }
}
