package io.parley.playground;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A client that sends the page's requests and receives its events. */
final class Watcher implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String id;
    private final List<Seen> events = new CopyOnWriteArrayList<>();
    private final Stream<String> lines;

    private Watcher(String id, long after) {
        this.id = id;
        this.lines = HttpClient.newHttpClient()
                .sendAsync(request(id, after), HttpResponse.BodyHandlers.ofLines())
                .join()
                .body();
        Thread reader = new Thread(this::read, "watcher");
        reader.setDaemon(true);
        reader.start();
    }

    static Watcher opening(String channel, boolean group) {
        String id = given().contentType("application/json")
                .body("{\"channel\":\"%s\",\"group\":%s}".formatted(channel, group))
                .post("/playground/conversations")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return new Watcher(id, 0);
    }

    /** Opens another page on the same conversation, which has seen all events up to a number. */
    Watcher again(long after) {
        return new Watcher(id, after);
    }

    ValidatableResponse say(String text, String trouble) {
        return post("messages", "{\"texts\":[\"%s\"],\"mention\":false,\"trouble\":\"%s\"}".formatted(text, trouble));
    }

    ValidatableResponse post(String what, String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/playground/conversations/" + id + "/" + what)
                .then();
    }

    /** Presses a button of an Action.Submit. */
    ValidatableResponse press(String messageId, JsonNode data) {
        return post(
                "presses", "{\"messageId\":\"%s\",\"type\":\"Action.Submit\",\"data\":%s}".formatted(messageId, data));
    }

    /** Presses a button of an Action.Execute. */
    ValidatableResponse execute(String messageId, String verb, JsonNode data) {
        return post(
                "presses",
                "{\"messageId\":\"%s\",\"type\":\"Action.Execute\",\"verb\":\"%s\",\"data\":%s}"
                        .formatted(messageId, verb, data));
    }

    /** Returns the data of the n-th button of the last message, from 0. */
    JsonNode dataOfButton(int number) {
        List<JsonNode> messages = fromBot().toList();
        JsonNode card = messages.get(messages.size() - 1).at("/activity/attachments/0/content");
        JsonNode buttons = card.has("actions")
                ? card
                : card.path("body").path(card.path("body").size() - 1);
        return buttons.at("/actions/" + number + "/data");
    }

    /** Returns the id of the bot's last message. */
    String lastMessage() {
        List<JsonNode> messages = fromBot().toList();
        return messages.get(messages.size() - 1).path("messageId").asText();
    }

    JsonNode emptyData() {
        return JSON.createObjectNode();
    }

    String id() {
        return id;
    }

    List<Seen> events() {
        return events;
    }

    /** Returns the bot's messages that were shown. */
    List<String> replies() {
        return messagesWith(201)
                .map(message -> message.at("/activity/text").asText())
                .toList();
    }

    /** Returns the channel's responses to messages of the bot, in order. */
    List<Integer> statuses() {
        return fromBot().map(event -> event.path("status").intValue()).toList();
    }

    /** Returns the steps of the turn of the n-th activity, from 0. */
    List<String> steps(int activity) {
        String turn = sent().get(activity);
        return all("step")
                .filter(step -> step.path("turn").asText().equals(turn))
                .map(step -> step.path("step").asText())
                .toList();
    }

    /** Returns the first step of a name in the turn of the n-th activity, from 0. */
    JsonNode step(int activity, String name) {
        String turn = sent().get(activity);
        return all("step")
                .filter(step -> step.path("turn").asText().equals(turn))
                .filter(step -> step.path("step").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the ids of activities that were delivered to the bot, each once. */
    List<String> sent() {
        return all("activity")
                .filter(event -> event.path("direction").asText().equals("toBot"))
                .map(event -> event.path("turn").asText())
                .distinct()
                .toList();
    }

    Stream<JsonNode> all(String type) {
        return events.stream()
                .map(Seen::json)
                .filter(event -> event.path("type").asText().equals(type));
    }

    Stream<JsonNode> fromBot() {
        return all("activity")
                .filter(event -> event.path("direction").asText().equals("fromBot"))
                .filter(event -> event.at("/activity/type").asText().equals("message"));
    }

    /** Waits until the n-th activity's turn has ended. */
    Watcher untilDone(int activity) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(sent()).hasSizeGreaterThan(activity);
            assertThat(steps(activity)).containsAnyOf("done", "dead");
        });
        return this;
    }

    @Override
    public void close() {
        lines.close();
    }

    private Stream<JsonNode> messagesWith(int status) {
        return fromBot().filter(event -> event.path("status").intValue() == status);
    }

    private void read() {
        long[] number = {0};
        lines.forEach(line -> {
            if (line.startsWith("id:")) {
                number[0] = Long.parseLong(line.substring(3).strip());
            } else if (line.startsWith("data:")) {
                events.add(new Seen(number[0], parse(line.substring(5))));
            }
        });
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpRequest request(String id, long after) {
        return HttpRequest.newBuilder(URI.create(
                        "http://localhost:" + RestAssured.port + "/playground/conversations/" + id + "/events"))
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", Long.toString(after))
                .build();
    }

    record Seen(long number, JsonNode json) {}
}
