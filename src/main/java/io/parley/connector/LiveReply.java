package io.parley.connector;

import io.parley.activity.Activity;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A reply of the bot that the user sees while it is written: on Teams in a chat of two, in Web Chat and on Direct Line. On
 * other channels, and if nothing was shown before, it is an ordinary message. Updates keep the channel's pace. Can be called
 * from any thread.
 */
public final class LiveReply {

    private final Optional<TextStream> stream;
    private final Function<Activity, Uni<Optional<String>>> whole;
    private final Function<Activity, Uni<Void>> once;
    private final Function<Duration, Uni<Void>> pause;

    private String newest = "";
    private String latestSent = "";
    private boolean running;
    private boolean stopped;
    private CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);

    /**
     * @param stream absent if the channel has no streams
     * @param whole sends an ordinary message, and gives its id
     * @param once sends an ordinary message with a single attempt
     * @param pause completes after a given time
     */
    LiveReply(
            Optional<TextStream> stream,
            Function<Activity, Uni<Optional<String>>> whole,
            Function<Activity, Uni<Void>> once,
            Function<Duration, Uni<Void>> pause) {
        this.stream = stream;
        this.whole = whole;
        this.once = once;
        this.pause = pause;
    }

    /** Whether {@link #show} currently has an effect, as far as is known. */
    public boolean isLive() {
        return stream.filter(TextStream::isPossible).isPresent();
    }

    /**
     * Whether the user stopped the reply. A channel says so in its response to the next update; nothing more is sent then.
     */
    public boolean isCancelled() {
        return stream.filter(TextStream::isCancelled).isPresent();
    }

    /** Completes when the user has stopped the reply; never fails. */
    public Uni<Void> cancelled() {
        return stream.map(shown -> end(shown.cancelled()))
                .orElseGet(() -> Uni.createFrom().nothing());
    }

    /** Shows a text as soon as the pace allows it, unless there is a newer text by then. Returns at once; never fails. */
    public void show(String text) {
        if (stream.isPresent() && begins(text)) {
            update(stream.get());
        }
    }

    /**
     * Says that the answer takes more time, if nothing is shown yet: in place of the answer if the channel has streams, or
     * else as a separate message. Returns at once; never fails.
     */
    public void inform(Activity message) {
        if (!informs()) {
            return;
        }
        Optional<TextStream> open = stream.filter(TextStream::isPossible);
        Uni<Duration> informed = open.map(shown -> shown.inform(String.valueOf(message.text())))
                .orElseGet(() -> once.apply(message).replaceWith(Duration.ZERO));
        informed.onFailure()
                .recoverWithItem(Duration.ZERO)
                .onTermination()
                .invoke(() -> underWay().complete(null))
                .chain(pause::apply)
                .subscribe()
                .with(rested -> stream.ifPresent(this::update));
    }

    private synchronized boolean informs() {
        boolean informs = !running && !stopped && latestSent.isEmpty();
        if (informs) {
            running = true;
            underWay = new CompletableFuture<>();
        }
        return informs;
    }

    /** Shows nothing more. A running update continues: its cancellation would close the connection. */
    public synchronized void stop() {
        stopped = true;
    }

    /**
     * Sends the reply in place of the shown text. Nothing is shown afterwards.
     *
     * @return the id of an ordinary message, if its channel gives any; fails with a {@link ConnectorException}, like {@link
     *     ConnectorClient#send}
     */
    public Uni<Optional<String>> finish(Activity message) {
        stop();
        return end(underWay())
                .chain(() -> stream.map(shown -> shown.end(message).replaceWith(Optional.<String>empty()))
                        .orElseGet(() -> whole.apply(message)));
    }

    /** Completes with a future that never fails. To cancel a copy of the future would create two exceptions in each turn. */
    private static Uni<Void> end(CompletableFuture<Void> future) {
        return Uni.createFrom().emitter(emitter -> future.thenRun(() -> emitter.complete(null)));
    }

    private synchronized CompletableFuture<Void> underWay() {
        return underWay;
    }

    /** A text only grows: the longer one of two texts is newer. A different text belongs to another answer. */
    private synchronized boolean begins(String text) {
        newest = newest.startsWith(text) ? newest : text;
        boolean begins = !running && !stopped;
        running |= begins;
        return begins;
    }

    private void update(TextStream shown) {
        next(shown).ifPresent(text -> shown.update(text)
                .onTermination()
                .invoke(() -> underWay().complete(null))
                .chain(pause::apply)
                .subscribe()
                .with(rested -> update(shown)));
    }

    private synchronized Optional<String> next(TextStream shown) {
        running = !stopped && ((shown.isOpen() && !newest.equals(latestSent)) || shown.isNearlyOver());
        if (!running) {
            return Optional.empty();
        }
        latestSent = newest;
        underWay = new CompletableFuture<>();
        return Optional.of(newest);
    }
}
