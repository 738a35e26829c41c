package io.parley.ledger;

import io.parley.activity.Activity;
import io.parley.conversation.Answer;
import io.parley.conversation.ConsentQuestion;
import io.parley.conversation.ConversationKey;
import io.parley.conversation.ConversationState;
import io.parley.conversation.Exchange;
import io.parley.conversation.PendingCall;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a turn from the result of the scripts' function {@code start}. */
final class TurnReader {

    private final Codec codec;
    private final HistoryReader history;

    TurnReader(Codec codec) {
        this.codec = codec;
        this.history = new HistoryReader(codec);
    }

    /**
     * Reads the turn that a script has started.
     *
     * @param request has what the script does not return
     */
    StartedTurn read(ConversationKey conversation, Fields fields, StartRequest request) {
        Lease lease = new Lease(conversation, fields.text("fence"));
        TurnId id = new TurnId(fields.text("turn"));
        return fields.find("fault")
                .<StartedTurn>map(fault -> new UnreadableTurn(lease, id, request.asked(), fault))
                .orElseGet(() -> readable(lease, id, fields, request));
    }

    private StartedTurn readable(Lease lease, TurnId id, Fields fields, StartRequest request) {
        try {
            return turn(lease, id, fields, request);
        } catch (RuntimeException e) {
            Log.debugf("Turn %s of conversation %s: %s", id.value(), lease.conversation(), e.getClass());
            return new UnreadableTurn(lease, id, request.asked(), "It cannot be read by this version");
        }
    }

    private Turn turn(Lease lease, TurnId id, Fields fields, StartRequest request) {
        return new Turn(
                lease,
                id,
                request.own().orElseGet(() -> whole(codec.read(fields.text("activity"), Activity.class))),
                count(fields.text("attempts")),
                fields.find("answer").map(this::answer),
                count(fields.find("sent").orElse("0")),
                fields.optionalElements("steps")
                        .map(json -> codec.readStep(json.toString()))
                        .toList(),
                fields.find("reason"),
                new ConversationState(
                        fields.find("welcomed").filter("1"::equals).isPresent(),
                        history(fields, request),
                        question(fields)),
                fields.find("trace").orElse(""),
                request.asked(),
                Duration.ofMillis(fields.number("waited")));
    }

    private List<Exchange> history(Fields fields, StartRequest request) {
        return fields.has("history")
                ? Exchange.of(history.read(fields.bytes("history")))
                : request.history().history();
    }

    private static int count(String number) {
        int count = Integer.parseInt(number);
        if (count < 0) {
            throw new NumberFormatException("Below 0: " + count);
        }
        return count;
    }

    /** Checks that the activity has what every accepted activity has. */
    private static Activity whole(Activity activity) {
        demand(activity.type());
        demand(activity.channelId());
        demand(activity.from());
        demand(activity.conversation());
        demand(activity.conversation().id());
        demand(activity.isAwaited() ? "" : activity.serviceUrl());
        return activity;
    }

    private Answer answer(String json) {
        StoredAnswer stored = codec.read(json, StoredAnswer.class);
        demand(stored.texts()).forEach(TurnReader::demand);
        demand(stored.remembered()).forEach(TurnReader::demand);
        return stored.answer();
    }

    private static <T> T demand(@Nullable T value) {
        if (value == null) {
            throw new UncheckedIOException(new IOException("Nothing where the ledger wrote something"));
        }
        return value;
    }

    private ConsentQuestion question(Fields fields) {
        return new ConsentQuestion(
                pending(fields),
                fields.find("pendingMessage"),
                fields.find("pendingExpired").isPresent(),
                fields.find("pendingInterrupted").isPresent());
    }

    /** Leaves out a call that cannot be read: no user can consent to it. */
    private Optional<PendingCall> pending(Fields fields) {
        return fields.find("pending").flatMap(json -> {
            try {
                return Optional.of(codec.read(json, PendingCall.class));
            } catch (UncheckedIOException unreadable) {
                return Optional.empty();
            }
        });
    }
}
