package io.parley.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.activity.Activity;
import io.parley.activity.ChannelAccount;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Half a character, a lone surrogate, has no bytes of its own: two ids that differ in one would be the same in Redis, and
 * neither could be answered to.
 */
public final class DistinctIds {

    private DistinctIds() {}

    /** Fails with {@link TurnException.Unanswerable} when an id of the activity holds half a character. */
    public static void demand(Activity activity) {
        ChannelAccount recipient = activity.recipient();
        Stream.of(
                        activity.type(),
                        activity.id(),
                        activity.channelId(),
                        activity.conversation().id(),
                        activity.from().id(),
                        recipient == null ? null : recipient.id(),
                        clientId(activity))
                .filter(Objects::nonNull)
                .filter(id -> !StandardCharsets.UTF_8.newEncoder().canEncode(id))
                .findAny()
                .ifPresent(id -> {
                    throw new TurnException.Unanswerable(
                            "An id of the activity holds half a character: a lone surrogate.");
                });
    }

    private static @Nullable String clientId(Activity activity) {
        JsonNode id =
                activity.channelData() == null ? null : activity.channelData().get("clientActivityID");
        return id == null ? null : id.textValue();
    }
}
