package io.parley.connector;

import io.parley.activity.Activity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Vetoed;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A Connector that is asked without HTTP. No bean, although it inherits the scope of one. */
@Vetoed
public final class FakeConnector extends ConnectorClient {

    private final Function<Activity, Uni<Optional<String>>> channel;

    /** @param channel what becomes of an activity that is sent */
    public FakeConnector(Function<Activity, Uni<Optional<String>>> channel) {
        super(new ServiceUrlPolicy(List.of(), true), unused());
        this.channel = channel;
    }

    @Override
    public Uni<Optional<String>> send(Activity activity, Runnable permission) {
        return Uni.createFrom().voidItem().invoke(permission).chain(() -> channel.apply(activity));
    }

    @Override
    public Uni<Optional<String>> sendOnce(Activity activity) {
        return channel.apply(activity);
    }

    public static ConnectorException busy() {
        return new ConnectorException.Transient(503, null, null);
    }

    /** It may have taken the activity all the same. */
    public static ConnectorException behindAFailingGateway() {
        return new ConnectorException.Transient(502, null, null);
    }

    public static ConnectorException rejecting() {
        return new ConnectorException.Rejected(403, "ConversationBlockedByUser");
    }

    private static Delivery unused() {
        Clock clock = Clock.systemUTC();
        return new Delivery(
                new ServiceUrlPolicy(List.of(), true),
                new AuthorizedConnector(nowhere(), Optional.empty(), clock),
                new Retries(new Settings(), () -> 0, clock),
                FakeConnector::atOnce,
                clock);
    }

    private static Uni<Void> atOnce(Duration pause) {
        return Uni.createFrom().voidItem();
    }

    /** A proxy, because Quarkus would serve a class that implements the interface. */
    private static ConnectorApi nowhere() {
        return (ConnectorApi) Proxy.newProxyInstance(
                ConnectorApi.class.getClassLoader(),
                new Class<?>[] {ConnectorApi.class},
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException();
                });
    }
}
