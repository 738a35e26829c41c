package io.parley.connector;

import io.parley.activity.Activity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A Connector that is asked without HTTP. */
public final class FakeConnector extends ConnectorClient {

    private final Function<Activity, Uni<Optional<String>>> channel;

    /** @param channel what becomes of an activity that is sent */
    public FakeConnector(Function<Activity, Uni<Optional<String>>> channel) {
        super(new ServiceUrlPolicy(List.of(), true), unused());
        this.channel = channel;
    }

    @Override
    public Uni<Optional<String>> send(Activity activity) {
        return channel.apply(activity);
    }

    public static ConnectorException busy() {
        return new ConnectorException.Transient(503, null, null);
    }

    public static ConnectorException rejecting() {
        return new ConnectorException.Rejected(403, "ConversationBlockedByUser");
    }

    private static Delivery unused() {
        Clock clock = Clock.systemUTC();
        return new Delivery(
                new ServiceUrlPolicy(List.of(), true),
                new AuthorizedConnector(new Nowhere(), Optional.empty(), clock),
                new Retries(new Settings(), () -> 0, clock),
                FakeConnector::atOnce,
                clock);
    }

    private static Uni<Void> atOnce(Duration pause) {
        return Uni.createFrom().voidItem();
    }

    private record Nowhere() implements ConnectorApi {

        @Override
        public Uni<Response> send(
                String serviceUrl, String conversationId, @Nullable String authorization, Activity activity) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Response> reply(
                String serviceUrl,
                String conversationId,
                String activityId,
                @Nullable String authorization,
                Activity activity) {
            throw new UnsupportedOperationException();
        }
    }
}
