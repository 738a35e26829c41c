package io.parley.playground;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The newest activities that the channel sent to the bot in one conversation, with their deliberate failures. */
final class SentActivities {

    private static final int MOST = 500;

    private final Map<String, Sent> activities = new LinkedHashMap<>();

    /** Prepares the next delivery of an activity. */
    DeliveryQueue.Delivery delivery(ObjectNode activity) {
        return new DeliveryQueue.Delivery(id(activity), ++sent(activity).deliveries, activity);
    }

    void trouble(ObjectNode activity, Trouble trouble) {
        sent(activity).trouble = trouble;
    }

    Trouble trouble(String id) {
        Sent sent = activities.get(id);
        return sent == null ? Trouble.NONE : sent.trouble;
    }

    boolean contains(String id) {
        return activities.containsKey(id);
    }

    /** Returns the status with which the channel refuses the bot's next message about an activity; empty if it accepts it. */
    Optional<Integer> deliberateFailure(String id) {
        return Optional.ofNullable(activities.get(id))
                .filter(sent -> sent.refusals++ < sent.trouble.refusals())
                .map(sent -> sent.trouble.status());
    }

    private Sent sent(ObjectNode activity) {
        if (activities.size() > MOST) {
            activities.remove(activities.keySet().iterator().next());
        }
        return activities.computeIfAbsent(id(activity), id -> new Sent());
    }

    private static String id(ObjectNode activity) {
        return activity.path("id").asText();
    }

    private static final class Sent {

        private Trouble trouble = Trouble.NONE;
        private int deliveries;
        private int refusals;
    }
}
