package io.parley.authentication;

import io.parley.activity.Activity;
import java.time.Instant;
import java.util.Optional;

/** Anybody, while the bot is developed without a registration. Answers go nowhere but to this machine. */
final class AnonymousCaller extends Caller {

    @Override
    public Kind kind() {
        return Kind.ANONYMOUS;
    }

    /** There is no token, and so nothing to be remembered. */
    @Override
    Instant validUntil() {
        return Instant.MIN;
    }

    @Override
    Optional<String> objectionTo(Activity activity) {
        return isLocal(activity)
                ? Optional.empty()
                : Optional.of("Without MICROSOFT_APP_ID the activity's serviceUrl must be on this machine.");
    }

    private static boolean isLocal(Activity activity) {
        if (activity.serviceUrl() == null) {
            return activity.expectsReplies();
        }
        return ServiceUrl.parse(activity.serviceUrl())
                .filter(ServiceUrl::isLoopback)
                .isPresent();
    }
}
