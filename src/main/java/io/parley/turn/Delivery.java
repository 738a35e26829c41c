package io.parley.turn;

import io.parley.activity.Activity;
import io.parley.connector.ConnectorClient;
import io.parley.connector.ConnectorException;
import io.parley.connector.LiveReply;
import io.parley.ledger.Turn;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Sends one answer, message by message. The first message ends what was shown live. */
final class Delivery {

    private final ConnectorClient connector;
    private final LiveReply reply;
    private final Sending sending;
    private final Runnable sent;
    private final IntFunction<Uni<Void>> record;

    /**
     * @param sent called after each message
     * @param record writes how many messages are sent, while further messages are left
     */
    Delivery(ConnectorClient connector, Turn turn, HeldLease held, Runnable sent, IntFunction<Uni<Void>> record) {
        this.connector = connector;
        this.sending = new Sending(held);
        this.reply = connector.reply(turn.activity().reference(), sending::permit);
        this.sent = sent;
        this.record = record;
    }

    LiveReply reply() {
        return reply;
    }

    /** Returns the ids of the messages that were sent, oldest first, as far as the channel gives ids. */
    List<String> ids() {
        return sending.ids();
    }

    /** Returns the id of the message that was sent last, if the channel gave one. */
    Optional<String> lastId() {
        return sending.last();
    }

    /** Whether the user has stopped the answer. */
    boolean isCancelled() {
        return reply.isCancelled();
    }

    /** Limits the time of the work. If it ends while a message is being sent, the message counts as sent without a response. */
    <T> Uni<T> within(Duration timeout, Uni<T> work) {
        return work.ifNoItem()
                .after(timeout)
                .failWith(() -> sending.mayHaveArrived()
                        ? new ConnectorException.Ambiguous(new TimeoutException())
                        : new TimeoutException());
    }

    /**
     * Sends messages. The last one is recorded by the write that ends the turn.
     *
     * @param from how many of them an earlier attempt has sent
     */
    Uni<Void> send(List<Activity> messages, int from) {
        if (from >= messages.size() || isCancelled()) {
            return Uni.createFrom().voidItem();
        }
        Uni<Void> send = send(messages.get(from), from == 0)
                .invoke(sending::sent)
                .invoke(sent)
                .replaceWithVoid();
        return from + 1 == messages.size()
                ? send
                : send.chain(() -> record.apply(from + 1))
                        .invoke(sending::recorded)
                        .chain(() -> send(messages, from + 1));
    }

    /**
     * Records that all messages are sent, before something else is done in the turn.
     *
     * @param from how many of them an earlier attempt has sent and recorded
     */
    Uni<Void> recordAll(int messages, int from) {
        return from >= messages || isCancelled()
                ? Uni.createFrom().voidItem()
                : record.apply(messages).invoke(sending::recorded);
    }

    private Uni<Optional<String>> send(Activity message, boolean first) {
        sending.begin();
        return first ? reply.finish(message) : connector.send(message, sending::permit);
    }
}
