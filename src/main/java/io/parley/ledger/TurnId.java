package io.parley.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.activity.Activity;
import io.parley.activity.ActivityTypes;
import io.parley.activity.Attachment;
import io.parley.activity.Invisible;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A turn's name within its conversation. It is the same when an activity is delivered again. Ids of activities are unique only
 * within a conversation and a type, and each edit of a message has the message's id.
 */
public record TurnId(String value) {

    public static TurnId of(Activity activity) {
        if (activity.id() == null) {
            return new TurnId(UUID.randomUUID().toString());
        }
        String name = activity.type() + '\n' + activity.id();
        return named(
                activity.is(ActivityTypes.MESSAGE_UPDATE)
                        ? name + '\n' + activity.timestamp() + '\n' + activity.text()
                        : name);
    }

    /** The turn of the message that an activity edits or deletes. */
    static Optional<TurnId> ofChanged(Activity activity) {
        return Optional.ofNullable(activity.id())
                .filter(id -> activity.is(ActivityTypes.MESSAGE_UPDATE) || activity.is(ActivityTypes.MESSAGE_DELETE))
                .map(id -> named(ActivityTypes.MESSAGE + '\n' + id));
    }

    /**
     * The id that a client gave the message before any channel did: it stays the same when the client sends the message again.
     * The client chooses it, so it counts only together with its user and with the content of the message: a page may use one
     * id for all messages, and a member of a group may guess another member's.
     */
    public static Optional<TurnId> ofClient(Activity activity) {
        JsonNode id =
                activity.channelData() == null ? null : activity.channelData().get("clientActivityID");
        return id == null || Invisible.isBlank(id.textValue())
                ? Optional.empty()
                : Optional.of(named(Stream.of(
                                id.textValue(),
                                activity.type(),
                                activity.from().id(),
                                activity.text(),
                                activity.value(),
                                attachments(activity))
                        .map(Objects::toString)
                        .collect(Collectors.joining("\n"))));
    }

    /** Describes attachments without their addresses, which change each time that they are sent. */
    private static List<String> attachments(Activity activity) {
        return activity.attachments() == null
                ? List.of()
                : activity.attachments().stream()
                        .map(Attachment::name)
                        .map(String::valueOf)
                        .toList();
    }

    private static TurnId named(String name) {
        return new TurnId(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString());
    }
}
