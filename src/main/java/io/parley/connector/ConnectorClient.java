package io.parley.connector;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.activity.Activity;
import io.parley.activity.ConversationReference;
import io.parley.http.Pause;
import io.parley.mode.Playground;
import io.parley.time.MonotonicClock;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Sends the bot's activities to the channels through the Bot Connector. */
@ApplicationScoped
public class ConnectorClient {

    private final ServiceUrlPolicy policy;
    private final RefusedHosts refusedHosts = new RefusedHosts(System::nanoTime);
    private final Delivery delivery;
    private final Pause pause;
    private final Clock clock;
    private final boolean streaming;

    @Inject
    ConnectorClient(ConnectorConfig config, BotTokens tokens, Playground playground, ObjectMapper mapper, Vertx vertx) {
        this.clock = MonotonicClock.started();
        this.pause = Pause.on(vertx);
        this.streaming = config.streaming();
        this.policy = new ServiceUrlPolicy(config.trustedOrigins().orElse(List.of()), LocalChannels.of(playground));
        this.delivery = new Delivery(
                policy,
                new AuthorizedConnector(
                        new HttpConnector(config, mapper), tokens.connector(), tokens.callers(), Clock.systemUTC()),
                new Retries(config.retry(), () -> ThreadLocalRandom.current().nextDouble(), clock),
                pause,
                clock);
    }

    ConnectorClient(ServiceUrlPolicy policy, Delivery delivery, Pause pause, Clock clock, boolean streaming) {
        this.policy = policy;
        this.delivery = delivery;
        this.pause = pause;
        this.clock = clock;
        this.streaming = streaming;
    }

    /**
     * Posts an activity to its serviceUrl: as a reply if it names an activity to reply to, or else at the end of the
     * conversation. A message that is too large for its channel is sent in pieces. With a busy Connector, each request may
     * take half a minute.
     *
     * @param permission called before each attempt; an exception ends the sending
     * @return the id that the channel assigned, if any; fails with a {@link ConnectorException}
     */
    public Uni<Optional<String>> send(Activity activity, Runnable permission) {
        return new SmallerMessages(operation -> delivery.send(operation, permission)).send(activity);
    }

    /** Posts an activity without retries, for activities that are useless later, such as a typing activity. */
    public Uni<Optional<String>> sendOnce(Activity activity) {
        return delivery.sendOnce(ConnectorOperation.adding(activity), () -> {});
    }

    /**
     * Replaces a message that the bot sent before, with a single attempt. Fails with a {@link ConnectorException}.
     *
     * @param id of the message, as its channel gave it
     * @param permission called before the attempt; an exception prevents it
     */
    public Uni<Void> replace(String id, Activity message, Runnable permission) {
        return delivery.sendOnce(ConnectorOperation.replacing(id, message), permission)
                .replaceWithVoid();
    }

    /**
     * Returns a reply that the channel shows while it is written, if it can.
     *
     * @param permission called before each request; an exception prevents the request, and fails the end of the reply
     */
    public LiveReply reply(ConversationReference conversation, Runnable permission) {
        return new LiveReply(
                Optional.of(conversation)
                        .filter(any -> streaming)
                        .flatMap(StreamingChannel::of)
                        .map(channel -> new TextStream(conversation, channel, delivery, pause, clock, permission)),
                message -> send(message, permission),
                message -> delivery.sendOnce(ConnectorOperation.adding(message), permission)
                        .replaceWithVoid(),
                pause);
    }

    /** Returns why the bot would not send to a serviceUrl: an activity that cannot be answered need not be accepted. */
    public Optional<String> refusal(@Nullable String serviceUrl) {
        Optional<String> refusal = policy.refusal(serviceUrl);
        refusal.ifPresent(reason -> refusedHosts.log(serviceUrl, reason));
        return refusal;
    }

    void checkAtStart(@Observes StartupEvent start) {
        // The event creates the bean, and its creation checks the trusted origins.
    }
}
