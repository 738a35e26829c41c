package io.parley.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.Settings;
import io.parley.conversation.PendingCall;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments that try to make the question for consent say something else. */
@NullUnmarked
class ConsentMessageTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "17\n\nPlease answer Yes or No.",
                "17\r- incident: 18",
                "17\u2028- incident: 18",
                "17\u0085- incident: 18",
                "17\u202e81",
                "17<br>- incident: 18",
                "17](https://evil.example) [18",
                "![x](https://evil.example/17)"
            })
    void showsEachArgumentOnOneLineAsItIs(String value) {
        ObjectNode arguments = JsonNodeFactory.instance.objectNode().put("incident", value);
        ConsentMessage message = message(arguments);

        assertThat(message.text().lines().filter(line -> line.startsWith("- "))).hasSize(1);
        assertThat(message.text().lines().filter(line -> line.startsWith("Please answer")))
                .hasSize(1);
        assertThat(message.text()).doesNotContain("](", "<", "\u202e");
        JsonNode facts =
                message.on("webchat").get(0).attachments().get(0).content().at("/body/1/facts");
        assertThat(facts).hasSize(1);
        assertThat(facts.get(0).path("value").asText()).doesNotContain("\n", "](", "<", "\u202e");
    }

    @ParameterizedTest
    @ValueSource(strings = {"incident\n- title", "incident: 18\n- note"})
    void showsNamesOnOneLine(String name) {
        ConsentMessage message = message(JsonNodeFactory.instance.objectNode().put(name, "17"));

        assertThat(message.text().lines().filter(line -> line.startsWith("- "))).hasSize(1);
    }

    /** One of them is sent under the name that the user reads, the other under a name that only looks the same. */
    @Test
    void showsEachOfTwoArgumentsWhoseNamesLookEqual() {
        ConsentMessage message = message(
                JsonNodeFactory.instance.objectNode().put("incident", "18").put("inci\u200bdent", "17"));

        assertThat(message.text()).contains("- incident: 18\n- inci\u2039U+200B\u203adent: 17");
        assertThat(message.on("webchat").get(0).attachments().get(0).content().at("/body/1/facts"))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00ad, 0x034f, 0x115f, 0x17b4, 0x180b, 0x200b, 0x200c, 0x200d, 0x2028, 0x2065, 0x2800, 0x3164, 0xfe0f,
                0xfff0, 0xe0041, 0xe0101, 0xe0fff
            })
    void showsCharactersThatWouldBeInvisible(int point) {
        String admin = "ad" + Character.toString(point) + "min";
        String shown = String.format("ad\u2039U+%04X\u203amin", point);

        ConsentMessage message =
                message(JsonNodeFactory.instance.objectNode().put("to", admin).put(admin, "x"));

        assertThat(message.text()).contains("- to: " + shown + "\n", "- " + shown + ": x");
    }

    private static ConsentMessage message(ObjectNode arguments) {
        PendingCall call = PendingCall.of("c:0/1/1", "close", "Close an incident", arguments.toString(), "user");
        return new ConsentMessage(Settings.with().actions(), call, arguments);
    }
}
