package io.parley.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/** Activities in the form that channels send, each in its own conversation by default. */
final class TestActivity {

    private final ObjectNode json;

    private TestActivity(ObjectNode json) {
        this.json = json;
    }

    /** Returns a captured or transcribed activity, addressed to the test's serviceUrl. */
    static TestActivity sample(String name, String serviceUrl) {
        TestActivity activity = new TestActivity((ObjectNode) Surroundings.resource("activities/" + name + ".json"));
        return activity.with("serviceUrl", serviceUrl)
                .with("id", UUID.randomUUID().toString())
                .in("conversation:" + UUID.randomUUID() + ";x=1@thread");
    }

    static TestActivity message(String text, String serviceUrl) {
        return sample("teams-message-personal", serviceUrl).with("text", text);
    }

    TestActivity with(String field, String value) {
        json.put(field, value);
        return this;
    }

    TestActivity without(String field) {
        json.remove(field);
        return this;
    }

    TestActivity in(String conversation) {
        ((ObjectNode) json.get("conversation")).put("id", conversation);
        return this;
    }

    TestActivity expectingReplies() {
        return with("deliveryMode", "expectReplies").without("serviceUrl");
    }

    String conversation() {
        return json.at("/conversation/id").textValue();
    }

    String id() {
        return json.get("id").textValue();
    }

    JsonNode json() {
        return json;
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
