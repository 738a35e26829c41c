package io.parley.playground;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A call of the bot to the local channel.
 *
 * @param path below the serviceUrl
 * @param messageId the message that it replaces; empty where it adds one
 */
record Call(String method, String path, Optional<String> messageId, JsonNode activity) {

    /** The activity that it answers, where it names one. */
    Optional<String> repliesTo() {
        return text(activity, "replyToId");
    }

    boolean isMessage() {
        return "message".equals(activity.path("type").textValue());
    }

    /** The message that it goes on with: the one that it replaces, or the stream that it belongs to. */
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
