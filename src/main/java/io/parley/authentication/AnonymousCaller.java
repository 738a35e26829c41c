package io.parley.authentication;

import io.parley.activity.Activity;
import java.time.Instant;
import java.util.Optional;

/** An unknown caller during development without a registration. The bot answers only addresses on this machine. */
final class AnonymousCaller extends Caller {

    @Override
    public CallerKind kind() {
        return CallerKind.ANONYMOUS;
    }

    /** There is no token, so the result must not be cached. */
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
