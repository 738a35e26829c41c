package io.parley.turn;

import io.parley.activity.ConversationReference;
import io.parley.agent.Display;
import io.parley.connector.ConnectorClient;
import io.parley.connector.LiveReply;
import io.parley.conversation.Answer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Shows the user the progress of a turn until its answer is complete: nothing at first, because many answers come soon; then
 * that the bot is working; then the answer while the model writes it, if the channel shows that.
 */
final class Progress implements Display {

    /** Channels show a typing activity for some three seconds. */
    private static final Duration TYPING_INTERVAL = Duration.ofSeconds(3);

    private final ConnectorClient connector;
    private final ConversationReference conversation;
    private final LiveReply reply;
    private final Duration startsAfter;
    private final Optional<Interim> interim;

    private final AtomicBoolean typing = new AtomicBoolean();
    private volatile String draft = "";
    private volatile String doing = "";
    private volatile boolean started;
    private volatile boolean informed;

    /**
     * @param startsAfter how long nothing is shown at first
     * @param interim absent if nothing is sent before the answer
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

    /** Receives the text so far. May be called on any thread; never fails. */
    @Override
    public void draft(String text) {
        draft = text;
        if (started) {
            reply.show(text);
        }
    }

    /**
     * Shows a sentence about a call of a tool in the place of the answer, where the channel has streams and nothing of the answer is
     * shown. Elsewhere the user sees that the bot is at work.
     */
    @Override
    public void progress(String sentence) {
        doing = sentence;
        if (started) {
            tellProgress();
        }
    }

    private void tellProgress() {
        if (reply.isLive() && draft.isEmpty() && !informed && !doing.isEmpty()) {
            informed = true;
            reply.inform(conversation.message(doing));
        }
    }

    /** Returns the answer, or an empty one as soon as the user has stopped it: then the work for it is cancelled. */
    Uni<Answer> until(Uni<Answer> answer) {
        return Uni.join()
                .first(answer, reply.cancelled().map(stopped -> Answer.nothing()), showing(), informing())
                .toTerminate()
                .onTermination()
                .invoke(reply::stop);
    }

    /** Shows the progress until it is cancelled; never ends by itself. */
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
        tellProgress();
        if (reply.isLive() && (informed || !draft.isEmpty())) {
            reply.show(draft);
        } else {
            showTyping();
        }
    }

    /** Sends the interim sentence when it is time. Never ends by itself. */
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
     * Shows that the bot is typing. A failure does not matter. The request is not cancelled with the ticks: that would close
     * its connection, on which the reply may be under way already.
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

    /** A sentence that says that the answer will take more time, and the time after which it is sent. */
    record Interim(Duration after, String text) {}
}
