package io.parley.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.activity.Activity;
import io.parley.activity.ChannelAccount;
import io.parley.chat.WholeCharacters;
import org.jspecify.annotations.Nullable;

/**
 * Refuses ids with a lone surrogate, which has no bytes of its own: two ids that differ only in it would be the same in Redis,
 * and no answer could be sent to either.
 */
public final class DistinctIds {

    private DistinctIds() {}

    /** Fails with {@link TurnException.Unanswerable} if an id of the activity contains a lone surrogate. */
    public static void demand(Activity activity) {
        ChannelAccount recipient = activity.recipient();
        demandWhole(
                activity.type(),
                activity.id(),
                activity.channelId(),
                activity.conversation().id(),
                activity.from().id(),
                recipient == null ? null : recipient.id(),
                clientId(activity));
    }

    private static void demandWhole(@Nullable String... ids) {
        for (String id : ids) {
            if (id != null && !WholeCharacters.areIn(id)) {
                throw new TurnException.Unanswerable(
                        "An id of the activity contains a lone surrogate, half of a character.");
            }
        }
    }

    private static @Nullable String clientId(Activity activity) {
        JsonNode id =
                activity.channelData() == null ? null : activity.channelData().get("clientActivityID");
        return id == null ? null : id.textValue();
    }
}
