package io.parley.playground;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A call of the bot to the local channel.
 *
 * @param path the path below the serviceUrl
 * @param messageId the message to replace; empty for a new message
 */
record Call(String method, String path, Optional<String> messageId, JsonNode activity) {

    /** Returns the id of the activity that it answers, if present. */
    Optional<String> repliesTo() {
        return text(activity, "replyToId");
    }

    boolean isMessage() {
        return "message".equals(activity.path("type").textValue());
    }

    /** Returns the id of the message that it continues: the replaced message, or the stream that it belongs to. */
    Optional<String> continues() {
        return messageId.or(() ->
                streams().flatMap(stream -> text(stream, "streamId").stream()).findFirst());
    }

    private Stream<JsonNode> streams() {
        return StreamSupport.stream(activity.path("entities").spliterator(), false)
                .filter(entity -> "streaminfo".equals(entity.path("type").textValue()));
    }

    private static Optional<String> text(JsonNode node, String field) {
        return Optional.ofNullable(node.path(field).textValue());
    }
}
