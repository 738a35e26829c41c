package io.parley.connector;

import io.parley.activity.Activity;
import io.parley.activity.ConversationReference;
import io.parley.activity.StreamInfo;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A message that grows before the user's eyes: started, continued and ended by activities of its own, each of which may be
 * refused. Whoever calls waits for the end of one update before the next, and before the end.
 */
final class TextStream {

    private enum State {
        /** Nothing is shown yet. */
        NEW,
        SHOWN,
        /** Some of the text is shown, and no more of it will be before the end. */
        STUCK,
        /** The channel ended the stream because of its age. */
        OVERDUE,
        /** It was ended because of its age, with what was shown by then. */
        LEFT,
        CANCELLED,
        /** There is no stream, and will be none. */
        NONE
    }

    private final ConversationReference conversation;
    private final StreamingChannel channel;
    private final Delivery delivery;
    private final Function<Duration, Uni<Void>> pause;
    private final Clock clock;
    private final Runnable permission;

    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();
    private volatile State state = State.NEW;
    private String id = "";
    private String shown = "";
    private String information = "";
    private int sent;
    private Instant startedAt = Instant.MAX;
    private Instant answeredAt = Instant.MIN;

    /**
     * @param pause completes after the time it is given
     * @param permission asked before each request; what it throws prevents it
     */
    TextStream(
            ConversationReference conversation,
            StreamingChannel channel,
            Delivery delivery,
            Function<Duration, Uni<Void>> pause,
            Clock clock,
            Runnable permission) {
        this.conversation = conversation;
        this.channel = channel;
        this.delivery = delivery;
        this.pause = pause;
        this.clock = clock;
        this.permission = permission;
    }

    /** Whether more of the text can be shown before its end. */
    boolean isOpen() {
        return state == State.NEW || state == State.SHOWN;
    }

    boolean isPossible() {
        return state != State.NONE && state != State.OVERDUE && state != State.LEFT;
    }

    /** Whether {@link #update} has something to do though there is no more text. */
    boolean isNearlyOver() {
        return (state == State.SHOWN || state == State.STUCK) && channel.isNearlyOver(age());
    }

    boolean isCancelled() {
        return state == State.CANCELLED;
    }

    /** Completes when the channel tells that the user wants no more of it; never fails. */
    CompletableFuture<Void> cancelled() {
        return cancelled;
    }

    /** Shows the text so far, once: never fails, and gives the time to wait before more of it. */
    Uni<Duration> update(String text) {
        if (isOverdue()) {
            state = State.OVERDUE;
        }
        if (isNearlyOver()) {
            return leave().replaceWith(channel.updateInterval());
        }
        return isOpen() && !text.isEmpty() && channel.mayEnd(shown, text)
                ? send(text)
                : Uni.createFrom().item(channel.updateInterval());
    }

    private Uni<Duration> send(String text) {
        boolean start = state == State.NEW;
        startedAt = start ? clock.instant() : startedAt;
        sent = start ? 1 : sent + 1;
        return post(text, StreamInfo.streaming(start ? null : id, sent).on(conversation.draft(text)));
    }

    /** Begins with a sentence that says what is going on, which the text replaces: never fails, as {@link #update}. */
    Uni<Duration> inform(String sentence) {
        if (state != State.NEW) {
            return Uni.createFrom().item(channel.updateInterval());
        }
        startedAt = clock.instant();
        sent = 1;
        information = sentence;
        return post("", StreamInfo.informative().on(conversation.draft(sentence)));
    }

    private Uni<Duration> post(String text, Activity update) {
        return delivery.sendOnce(ConnectorOperation.adding(update), permission)
                .onItemOrFailure()
                .transform((given, failure) -> {
                    answeredAt = clock.instant();
                    return failure == null ? taken(text, given) : refused(text, failure);
                });
    }

    private Duration taken(String text, Optional<String> given) {
        shown = text;
        if (state == State.NEW) {
            // Without an id nothing can be added: the channel has taken it for a mere typing activity.
            id = given.orElse("");
            state = given.isPresent() ? State.SHOWN : State.NONE;
        }
        return channel.updateInterval();
    }

    private Duration refused(String text, Throwable failure) {
        if (failure instanceof ConnectorException.Transient busy && !busy.mayHaveBeenTaken()) {
            return later(busy);
        }
        if (StreamRefusal.CANCELLED.isWhy(failure)) {
            cancel();
        } else if (StreamRefusal.OVERDUE.isWhy(failure)) {
            state = State.OVERDUE;
        } else if (state == State.NEW) {
            // Should it have been taken all the same, the channel names nothing that could be gone on with.
            state = State.NONE;
        } else if (mayHaveBeenTaken(failure)) {
            shown = text;
        } else {
            state = State.STUCK;
        }
        return channel.updateInterval();
    }

    private Duration later(ConnectorException.Transient busy) {
        return busy.retryAfter()
                .filter(asked -> asked.compareTo(channel.updateInterval()) > 0)
                .orElse(channel.updateInterval());
    }

    /** Ends the stream while the channel still lets it end: the message that it becomes is replaced in the end. */
    private Uni<Void> leave() {
        Activity soFar = conversation.message(shown.isEmpty() ? information : shown);
        return ending().leave(soFar).onItemOrFailure().transform((sent, failure) -> {
            if (failure != null && StreamRefusal.CANCELLED.isWhy(failure)) {
                cancel();
            } else {
                state = State.LEFT;
            }
            return null;
        });
    }

    private static boolean mayHaveBeenTaken(Throwable failure) {
        return failure instanceof ConnectorException.Transient
                || failure instanceof ConnectorException.Ambiguous
                || failure instanceof ConnectorException.Failed;
    }

    private void cancel() {
        state = State.CANCELLED;
        cancelled.complete(null);
    }

    private boolean isOverdue() {
        return (state == State.SHOWN || state == State.STUCK) && channel.isOver(age());
    }

    private Duration age() {
        return Duration.between(startedAt, clock.instant());
    }

    /** Leaves the user with this message, whatever was shown before; with nothing more where the user cancelled it. */
    Uni<Void> end(Activity message) {
        if (isOverdue()) {
            state = State.OVERDUE;
        }
        return switch (state) {
            case NEW, NONE -> ending().sendWhole(message);
            case OVERDUE, LEFT -> ending().replace(message);
            case CANCELLED -> Uni.createFrom().voidItem();
            case SHOWN, STUCK -> conclude(message);
        };
    }

    private Uni<Void> conclude(Activity message) {
        return pause.apply(restBeforeEnd())
                .chain(() -> ending().conclude(message))
                .onFailure(StreamRefusal.CANCELLED::isWhy)
                .recoverWithItem(() -> {
                    cancel();
                    return null;
                });
    }

    private StreamEnding ending() {
        return new StreamEnding(conversation, channel, id, shown, operation -> delivery.send(operation, permission));
    }

    private Duration restBeforeEnd() {
        Duration rest = Duration.between(clock.instant(), answeredAt.plus(channel.finalInterval()));
        return rest.isNegative() ? Duration.ZERO : rest;
    }
}
