package io.parley.turn;

import io.parley.activity.ConversationReference;
import io.parley.connector.ConnectorClient;
import io.parley.connector.LiveReply;
import io.parley.conversation.Answer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the user sees of a turn until its answer is there: at first nothing, for an answer that comes soon; then that the bot
 * is at work; then the answer itself as the model writes it, where the channel shows that.
 */
final class Progress {

    /** Channels show a typing activity for some three seconds. */
    private static final Duration TYPING_INTERVAL = Duration.ofSeconds(3);

    private final ConnectorClient connector;
    private final ConversationReference conversation;
    private final LiveReply reply;
    private final Duration startsAfter;
    private final Optional<Interim> interim;

    private final AtomicBoolean typing = new AtomicBoolean();
    private volatile String draft = "";
    private volatile boolean started;
    private volatile boolean informed;

    /**
     * @param startsAfter how long nothing is shown at first
     * @param interim absent where nothing is said before the answer
     */
    Progress(
            ConnectorClient connector,
            ConversationReference conversation,
            LiveReply reply,
            Duration startsAfter,
            Optional<Interim> interim) {
        this.connector = connector;
        this.conversation = conversation;
        this.reply = reply;
        this.startsAfter = startsAfter;
        this.interim = interim;
    }

    /** Tells of the text so far. On any thread; never fails. */
    void draft(String text) {
        draft = text;
        if (started) {
            reply.show(text);
        }
    }

    /** The answer, or none as soon as the user has stopped it: then its making is cancelled. */
    Uni<Answer> until(Uni<Answer> answer) {
        return Uni.combine()
                .any()
                .of(answer, reply.cancelled().map(stopped -> Answer.nothing()), showing(), informing())
                .onTermination()
                .invoke(reply::stop);
    }

    /** Goes on until it is cancelled; never ends by itself. */
    private Uni<Answer> showing() {
        return Multi.createFrom()
                .ticks()
                .startingAfter(startsAfter)
                .every(TYPING_INTERVAL)
                .onOverflow()
                .drop()
                .onItem()
                .invoke(this::show)
                .onItem()
                .ignoreAsUni()
                .chain(() -> Uni.createFrom().nothing());
    }

    private void show() {
        started = true;
        if (reply.isLive() && (informed || !draft.isEmpty())) {
            reply.show(draft);
        } else {
            showTyping();
        }
    }

    /** As {@link #showing}. */
    private Uni<Answer> informing() {
        return interim.map(sentence -> Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .by(sentence.after())
                        .invoke(() -> inform(sentence.text()))
                        .chain(() -> Uni.createFrom().<Answer>nothing()))
                .orElseGet(() -> Uni.createFrom().nothing());
    }

    private void inform(String text) {
        if (draft.isEmpty()) {
            informed = true;
            reply.inform(conversation.message(text));
        }
    }

    /**
     * Whether the user sees it is of no weight. It goes on by itself: cancelled with the ticks, it would have its connection
     * closed, on which the reply may be under way already.
     */
    private void showTyping() {
        if (conversation.showsTyping() && typing.compareAndSet(false, true)) {
            connector
                    .sendOnce(conversation.typing())
                    .onTermination()
                    .invoke(() -> typing.set(false))
                    .subscribe()
                    .with(shown -> {}, unseen -> {});
        }
    }

    /** A sentence that says that the answer will take some more time, and when it is said. */
    record Interim(Duration after, String text) {}
}
