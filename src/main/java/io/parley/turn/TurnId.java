package io.parley.turn;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.activity.Activity;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * A turn's name within its conversation. The same activity delivered again has the same one; ids of activities are unique
 * within a conversation and a type only.
 */
record TurnId(String value) {

    static TurnId of(Activity activity) {
        return activity.id() == null
                ? new TurnId(UUID.randomUUID().toString())
                : named(activity.type() + '\n' + activity.id());
    }

    /** The id that a client gave the message before any channel did: it stays when the client sends again. */
    static Optional<TurnId> ofClient(Activity activity) {
        JsonNode id =
                activity.channelData() == null ? null : activity.channelData().get("clientActivityID");
        return id == null || !id.isTextual() ? Optional.empty() : Optional.of(named(id.textValue()));
    }

    private static TurnId named(String name) {
        return new TurnId(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString());
    }
}
