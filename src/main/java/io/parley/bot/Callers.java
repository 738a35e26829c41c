package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.tools.CallContext.Caller;
import org.jspecify.annotations.Nullable;

/** Describes the user to tools. */
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

    private static @Nullable String tenant(Activity activity) {
        return activity.conversation().tenantId();
    }
}
