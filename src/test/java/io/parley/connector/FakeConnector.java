package io.parley.connector;

import io.parley.activity.Activity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Vetoed;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A Connector without HTTP. It is not a bean, although it inherits the scope of one. */
@Vetoed
public final class FakeConnector extends ConnectorClient {

    /** @param channel gives the result of sending an activity */
    public FakeConnector(Function<Activity, Uni<Optional<String>>> channel) {
        this((activity, replaced) -> channel.apply(activity));
    }

    /** @param channel gives the result of sending an activity, in place of the one with an id if there is any */
    public FakeConnector(BiFunction<Activity, Optional<String>, Uni<Optional<String>>> channel) {
        super(
                new ServiceUrlPolicy(List.of(), LocalChannels.ALL),
                new ToChannel(channel),
                FakeConnector::atOnce,
                Clock.systemUTC(),
                true);
    }

    public static ConnectorException busy() {
        return new ConnectorException.Transient(503, null, null);
    }

    /** @param pause after which the Connector wants the next attempt */
    public static ConnectorException busyFor(Duration pause) {
        return new ConnectorException.Transient(429, null, pause);
    }

    /** The activity may have been accepted despite the failure. */
    public static ConnectorException behindAFailingGateway() {
        return new ConnectorException.Transient(502, null, null);
    }

    public static ConnectorException rejecting() {
        return new ConnectorException.Rejected(403, "ConversationBlockedByUser");
    }

    /** The channel does not understand the message, for example a card. */
    public static ConnectorException misunderstanding() {
        return new ConnectorException.Rejected(400, "BadSyntax");
    }

    /** The message has more bytes than the channel accepts. */
    public static ConnectorException tooLarge() {
        return new ConnectorException.Rejected(413, null);
    }

    /** The user has stopped the answer. */
    public static ConnectorException cancelled() {
        return new ConnectorException.Rejected(403, "ContentStreamNotAllowed", StreamRefusal.CANCELLED);
    }

    private static final class ToChannel extends Delivery {
        private final BiFunction<Activity, Optional<String>, Uni<Optional<String>>> channel;

        ToChannel(BiFunction<Activity, Optional<String>, Uni<Optional<String>>> channel) {
            super(
                    new ServiceUrlPolicy(List.of(), LocalChannels.ALL),
                    new AuthorizedConnector(nowhere(), Optional.empty(), Map.of(), Clock.systemUTC()),
                    new Retries(Settings.of().retry(), () -> 0, Clock.systemUTC()),
                    FakeConnector::atOnce,
                    Clock.systemUTC());
            this.channel = channel;
        }

        @Override
        Uni<Optional<String>> send(ConnectorOperation operation, Runnable permission) {
            return Uni.createFrom()
                    .voidItem()
                    .invoke(permission)
                    .chain(() -> channel.apply(operation.activity(), Optional.ofNullable(operation.replacedId())));
        }

        @Override
        Uni<Optional<String>> sendOnce(ConnectorOperation operation, Runnable permission) {
            return send(operation, permission);
        }
    }

    private static Uni<Void> atOnce(Duration pause) {
        return Uni.createFrom().voidItem();
    }

    private static ConnectorApi nowhere() {
        return (method, address, authorization, activity) -> {
            throw new UnsupportedOperationException();
        };
    }
}
