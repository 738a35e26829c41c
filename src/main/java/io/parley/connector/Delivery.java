package io.parley.connector;

import io.parley.http.Pause;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.Optional;

/** Sends activities to addresses that the policy allows, with retries. */
class Delivery {

    private final ServiceUrlPolicy policy;
    private final AuthorizedConnector connector;
    private final Retries retries;
    private final Pause pause;
    private final Clock clock;

    Delivery(ServiceUrlPolicy policy, AuthorizedConnector connector, Retries retries, Pause pause, Clock clock) {
        this.policy = policy;
        this.connector = connector;
        this.retries = retries;
        this.pause = pause;
        this.clock = clock;
    }

    /**
     * Returns the id that the channel assigned, if any. Fails with a {@link ConnectorException}.
     *
     * @param permission called before each attempt; an exception ends the sending
     */
    Uni<Optional<String>> send(ConnectorOperation operation, Runnable permission) {
        return address(operation)
                .map(serviceUrl -> Attempt.first(serviceUrl, clock.instant()))
                .flatMap(attempt -> attempt(operation, permission, attempt));
    }

    /** Sends with a single attempt. */
    Uni<Optional<String>> sendOnce(ConnectorOperation operation, Runnable permission) {
        return address(operation).flatMap(serviceUrl -> connector.send(operation, serviceUrl, permission));
    }

    private Uni<ConnectorAddress> address(ConnectorOperation operation) {
        return Uni.createFrom().item(() -> policy.check(operation.activity().serviceUrl()));
    }

    private Uni<Optional<String>> attempt(ConnectorOperation operation, Runnable permission, Attempt attempt) {
        return connector
                .send(operation, attempt.at(), permission)
                .onFailure(ConnectorException.class)
                .recoverWithUni(failure -> afterFailure(operation, permission, attempt, (ConnectorException) failure));
    }

    private Uni<Optional<String>> afterFailure(
            ConnectorOperation operation, Runnable permission, Attempt attempt, ConnectorException failure) {
        if (attempt.mayHaveArrived() && StreamRefusal.COMPLETED.isWhy(failure)) {
            // The end of a stream, which an earlier attempt has delivered although its response was lost.
            return Uni.createFrom().item(Optional.empty());
        }
        return retries.after(attempt, failure)
                .map(retry ->
                        pause.apply(retry.pause()).flatMap(done -> attempt(operation, permission, retry.attempt())))
                .orElseGet(() -> Uni.createFrom().failure(failure));
    }
}
