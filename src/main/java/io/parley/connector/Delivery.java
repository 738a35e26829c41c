package io.parley.connector;

import io.parley.activity.Activity;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Sends activities: where the policy allows it, and as often as the retries do. */
final class Delivery {

    private final ServiceUrlPolicy policy;
    private final AuthorizedConnector connector;
    private final Retries retries;
    private final Function<Duration, Uni<Void>> pause;
    private final Clock clock;

    /** @param pause completes after the time it is given */
    Delivery(
            ServiceUrlPolicy policy,
            AuthorizedConnector connector,
            Retries retries,
            Function<Duration, Uni<Void>> pause,
            Clock clock) {
        this.policy = policy;
        this.connector = connector;
        this.retries = retries;
        this.pause = pause;
        this.clock = clock;
    }

    /**
     * The id that the channel gave, if any; fails with a {@link ConnectorException}.
     *
     * @param permission asked before each try; what it throws ends the sending
     */
    Uni<Optional<String>> send(Activity activity, Runnable permission) {
        return Uni.createFrom()
                .item(() -> policy.check(activity.serviceUrl()))
                .map(serviceUrl -> Attempt.first(serviceUrl, clock.instant()))
                .flatMap(attempt -> attempt(activity, permission, attempt));
    }

    /** The same, with one try. */
    Uni<Optional<String>> sendOnce(Activity activity) {
        return Uni.createFrom()
                .item(() -> policy.check(activity.serviceUrl()))
                .flatMap(serviceUrl -> connector.post(activity, serviceUrl, () -> {}));
    }

    private Uni<Optional<String>> attempt(Activity activity, Runnable permission, Attempt attempt) {
        return connector
                .post(activity, attempt.at(), permission)
                .onFailure(ConnectorException.class)
                .recoverWithUni(failure -> afterFailure(activity, permission, attempt, (ConnectorException) failure));
    }

    private Uni<Optional<String>> afterFailure(
            Activity activity, Runnable permission, Attempt attempt, ConnectorException failure) {
        return retries.after(attempt, failure)
                .map(retry ->
                        pause.apply(retry.pause()).flatMap(done -> attempt(activity, permission, retry.attempt())))
                .orElseGet(() -> Uni.createFrom().failure(failure));
    }
}
