package io.parley.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.activity.Entity.Mention;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much is kept of the largest activity that the endpoint accepts. */
@NullUnmarked
class ExcerptTest {

    private static final int LARGE = 240 * 1024;
    private static final int MOST_KEPT = 160 * 1024;
    private static final String X = "x".repeat(LARGE);
    private static final String KEYS = IntStream.range(0, 15_000)
            .mapToObj(number -> "\"key-" + number + "\":" + number)
            .collect(Collectors.joining(",", "{", "}"));
    private static final String NESTED = "[".repeat(40) + KEYS + "]".repeat(40);
    private static final String NUMBERS = "[" + "1,".repeat(LARGE / 2) + "1]";
    private static final String EMPTIES = "[" + "{},".repeat(LARGE / 3) + "{}]";

    static Stream<String> large() {
        List<String> values = List.of('"' + X + '"', KEYS, NESTED, NUMBERS, EMPTIES, "{\"a\":\"" + X + "\"}");
        return Stream.of("value", "channelData", "unknown")
                .flatMap(field -> values.stream().map(value -> "\"" + field + "\":" + value));
    }

    static Stream<String> largeLists() {
        List<String> elements = List.of(
                KEYS,
                "{\"content\":" + KEYS + "}",
                "{\"content\":\"" + X + "\"}",
                "{\"contentUrl\":\"data:image/png;base64," + X + "\"}",
                "{\"id\":\"user\",\"name\":\"" + X + "\"}",
                "{\"type\":\"mention\",\"text\":\"" + X + "\",\"mentioned\":{\"id\":\"user\"}}",
                repeated("{\"id\":\"user\",\"name\":\"name\"}"),
                repeated("{\"type\":\"mention\",\"text\":\"@name\",\"mentioned\":{\"id\":\"user\"}}"),
                repeated("{\"contentType\":\"image/png\",\"contentUrl\":\"https://example.com/1\"}"));
        return Stream.of("attachments", "entities", "membersAdded", "membersRemoved")
                .flatMap(field -> elements.stream().map(element -> "\"" + field + "\":[" + element + "]"));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource({"large", "largeLists"})
    void keepsLittleOfALargePart(String part) {
        Activity activity = Samples.parse(json(part));

        assertThat(Samples.MAPPER.valueToTree(activity).toString()).hasSizeLessThan(MOST_KEPT);
        assertThat(activity.text()).isEqualTo("a question");
    }

    @Test
    void keepsWhatIsReadBehindWhatIsLarge() {
        Activity activity = Samples.parse(json("\"channelData\":{\"raw\":\"" + X + "\",\"clientActivityID\":\"id\"},"
                + "\"value\":{\"raw\":\"" + X + "\",\"actionValue\":{\"reaction\":\"like\"}}"));

        assertThat(activity.channelData()).hasToString("{\"clientActivityID\":\"id\"}");
        assertThat(activity.value().at("/actionValue/reaction").asText()).isEqualTo("like");
    }

    @Test
    void keepsMentionsBesideLargeEntities() {
        Activity activity = Samples.parse(json("\"entities\":[{\"type\":\"x\",\"raw\":\"" + X + "\"},"
                + "{\"type\":\"mention\",\"text\":\"@Bot\",\"mentioned\":{\"id\":\"bot\"}}]"));

        assertThat(activity.mentions()).containsExactly(new Mention("bot", "@Bot", null));
    }

    @Test
    void keepsAHundredMentions() {
        String mentions = IntStream.range(0, 100)
                .mapToObj(number -> "{\"type\":\"mention\",\"text\":\"<at>Somebody With A Name</at>\",\"mentioned\":"
                        + "{\"id\":\"29:1bSnHZ7Js2STWrgk6ScEErLk1Lp2zQuD5H2qQ960rtvst" + number
                        + "\",\"name\":\"Somebody With A Name\"}}")
                .collect(Collectors.joining(",", "\"entities\":[", "]"));

        assertThat(Samples.parse(json(mentions)).mentions()).hasSize(100);
    }

    @Test
    void keepsALongMessageAsHtmlAndItsCard() {
        Activity activity =
                Samples.parse(json("\"attachments\":[{\"contentType\":\"text/html\",\"content\":\"" + "h".repeat(40_000)
                        + "\"},{\"contentType\":\"image/png\",\"contentUrl\":\"https://example.com/1\"}]"));

        assertThat(activity.attachments()).hasSize(2);
        assertThat(activity.attachments().get(0).content().textValue()).hasSize(40_000);
        assertThat(activity.attachments().get(1).contentUrl()).isEqualTo("https://example.com/1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "timestamp",
                "serviceUrl",
                "channelId",
                "replyToId",
                "name",
                "textFormat",
                "locale",
                "inputHint",
                "deliveryMode",
                "action",
                "/from/id",
                "/from/name",
                "/conversation/id",
                "/conversation/name",
                "/recipient/name"
            })
    void refusesAShortFieldThatIsLong(String field) {
        assertThatThrownBy(() -> Samples.one("webchat-message", json -> put(json, field, "x".repeat(4097))))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageNotContaining("xxxx");

        assertThat(Samples.one("webchat-message", json -> put(json, field, "x".repeat(4096))))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"entities\":{}", "\"attachments\":\"a\"", "\"membersAdded\":7"})
    void refusesWhatIsNoList(String part) {
        assertThatThrownBy(() -> Samples.parse(json(part))).isInstanceOf(UncheckedIOException.class);
    }

    private static void put(ObjectNode json, String field, String value) {
        int slash = field.lastIndexOf('/');
        ObjectNode parent = slash < 0 ? json : json.withObject(field.substring(0, slash));
        parent.put(field.substring(slash + 1), value);
    }

    private static String repeated(String element) {
        return (element + ',').repeat(LARGE / element.length()) + element;
    }

    private static String json(String part) {
        return "{" + part + ",\"type\":\"message\",\"channelId\":\"webchat\",\"text\":\"a question\","
                + "\"from\":{\"id\":\"user\"},\"conversation\":{\"id\":\"c\"}}";
    }
}
