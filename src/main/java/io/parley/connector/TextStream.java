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
 * A message that the user sees growing. Separate activities start, continue and end it, and the channel can reject each of
 * them. Callers wait for the completion of an update before the next update or the end.
 */
final class TextStream {

    private enum State {
        /** Nothing is shown yet. */
        NEW,
        SHOWN,
        /** Part of the text is shown, and nothing more will be shown before the end. */
        STUCK,
        /** The channel ended the stream because of its age. */
        OVERDUE,
        /** Parley ended the stream because of its age, with the text shown by then. */
        LEFT,
        CANCELLED,
        /** There is no stream and there will be none. */
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
     * @param pause completes after a given time
     * @param permission called before each request; an exception prevents the request
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

    /** Whether {@link #update} must be called even without new text, because the stream must end soon. */
    boolean isNearlyOver() {
        return (state == State.SHOWN || state == State.STUCK) && channel.isNearlyOver(age());
    }

    boolean isCancelled() {
        return state == State.CANCELLED;
    }

    /** Completes when the channel says that the user stopped the stream; never fails. */
    CompletableFuture<Void> cancelled() {
        return cancelled;
    }

    /** Shows the text so far with a single attempt. Never fails; returns the time to wait before the next update. */
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

    /** Begins with a sentence about the progress, which the text replaces later. Never fails, like {@link #update}. */
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
            // Without an id the stream cannot continue: the channel took it for an ordinary typing activity.
            id = given.orElse("");
            state = given.isPresent() ? State.SHOWN : State.NONE;
        }
        return channel.updateInterval();
    }

    private Duration refused(String text, Throwable failure) {
        if (failure instanceof ConnectorException.Transient busy && !busy.mayHaveArrived()) {
            return later(busy);
        }
        if (StreamRefusal.CANCELLED.isWhy(failure)) {
            cancel();
        } else if (StreamRefusal.OVERDUE.isWhy(failure)) {
            state = State.OVERDUE;
        } else if (state == State.NEW) {
            // Even if the channel accepted it, there is no id to continue with.
            state = State.NONE;
        } else if (mayHaveArrived(failure)) {
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

    /** Ends the stream while the channel still allows it. The resulting message is replaced at the end. */
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

    private static boolean mayHaveArrived(Throwable failure) {
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

    /** Ends with this message in place of the shown text. Sends nothing more if the user cancelled the stream. */
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
