package io.parley.connector;

import io.parley.activity.Activity;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * One reply of the bot, of which the user sees what there is while it is written, where the channel shows that: on Teams in
 * a chat of two, in Web Chat and on Direct Line. Anywhere else, and where nothing was shown before, it is an ordinary
 * message. What is shown keeps the channel's pace, however fast it comes. May be called on any thread.
 */
public final class LiveReply {

    private final Optional<TextStream> stream;
    private final Function<Activity, Uni<Void>> whole;
    private final Function<Activity, Uni<Void>> once;
    private final Function<Duration, Uni<Void>> pause;

    private String newest = "";
    private String latestSent = "";
    private boolean running;
    private boolean stopped;
    private CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);

    /**
     * @param stream absent where the channel has none
     * @param whole sends an ordinary message
     * @param once sends one too, with one try
     * @param pause completes after the time it is given
     */
    LiveReply(
            Optional<TextStream> stream,
            Function<Activity, Uni<Void>> whole,
            Function<Activity, Uni<Void>> once,
            Function<Duration, Uni<Void>> pause) {
        this.stream = stream;
        this.whole = whole;
        this.once = once;
        this.pause = pause;
    }

    /** Whether what is told to {@link #show} is shown, as far as one knows. */
    public boolean isLive() {
        return stream.filter(TextStream::isPossible).isPresent();
    }

    /** Whether the user stopped it, which channels tell in their answer to what is sent next. Nothing more is sent then. */
    public boolean isCancelled() {
        return stream.filter(TextStream::isCancelled).isPresent();
    }

    /** Completes when the user has stopped it; never fails. */
    public Uni<Void> cancelled() {
        return stream.map(shown ->
                        Uni.createFrom().completionStage(() -> shown.cancelled().copy()))
                .orElseGet(() -> Uni.createFrom().nothing());
    }

    /** Shows a text, as soon as it may and unless a newer one has come by then. Returns at once; never fails. */
    public void show(String text) {
        if (stream.isPresent() && begins(text)) {
            update(stream.get());
        }
    }

    /**
     * Says that the answer will take some more time, where nothing of it is shown yet: in its place where the channel shows
     * a text while it is written, else as a message of its own. Returns at once; never fails.
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

    /** Shows nothing more, but for what is under way: cut off, it would have its connection closed. */
    public synchronized void stop() {
        stopped = true;
    }

    /**
     * Sends the reply, in place of what was shown. Nothing is shown afterwards.
     *
     * @return fails with a {@link ConnectorException}, as {@link ConnectorClient#send} does
     */
    public Uni<Void> finish(Activity message) {
        stop();
        return Uni.createFrom()
                .completionStage(() -> underWay().copy())
                .chain(() -> stream.map(shown -> shown.end(message)).orElseGet(() -> whole.apply(message)));
    }

    private synchronized CompletableFuture<Void> underWay() {
        return underWay;
    }

    /** A text only grows: of two that come at once, the longer one is the newer. One that differs is another answer's. */
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
