package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.chat.Asker;
import io.parley.tools.CallContext.Caller;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Describes the user to tools, and to the model's service. */
final class Callers {

    private static final String TEAMS = "msteams";

    private Callers() {}

    /** Reads ids of Entra only on Teams: on other channels, clients choose these fields. */
    static Caller of(Activity activity) {
        boolean vouched = activity.channelId().equals(TEAMS);
        return new Caller(
                activity.channelId(),
                activity.from().id(),
                vouched ? activity.from().aadObjectId() : null,
                vouched ? tenant(activity) : null);
    }

    /** Names the user for the model's service, which gets only a digest of it. */
    static Asker asker(Activity message) {
        return new Asker(
                Math.floorMod(message.conversation().id().hashCode(), Asker.GROUPS),
                message.channelId()
                        + '\n'
                        + Objects.requireNonNullElse(message.conversation().tenantId(), "")
                        + '\n'
                        + Objects.requireNonNullElse(
                                message.from().aadObjectId(), message.from().id()));
    }

    private static @Nullable String tenant(Activity activity) {
        return activity.conversation().tenantId();
    }
}
