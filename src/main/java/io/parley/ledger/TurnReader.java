package io.parley.ledger;

import io.parley.activity.Activity;
import io.parley.conversation.ConsentQuestion;
import io.parley.conversation.ConversationKey;
import io.parley.conversation.ConversationState;
import io.parley.conversation.Exchange;
import io.parley.conversation.PendingCall;
import io.parley.conversation.Step;
import io.quarkus.logging.Log;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a turn from the result of the scripts' function {@code start}. */
final class TurnReader {

    private final Codec codec;
    private final HistoryReader history;
    private final Remains remains;

    TurnReader(Codec codec) {
        this.codec = codec;
        this.history = new HistoryReader(codec);
        this.remains = new Remains(codec);
    }

    /**
     * Reads the turn that a script has started. A turn that cannot be run is given up; its user gets an apology if its activity
     * can be read.
     *
     * @param request has what the script does not return
     */
    StartedTurn read(ConversationKey conversation, Fields fields, StartRequest request) {
        Started started = new Started(
                new Lease(conversation, fields.text("fence")), new TurnId(fields.text("turn")), fields, request);
        return fields.find("fault").map(fault -> givenUp(started, fault)).orElseGet(() -> readable(started));
    }

    private StartedTurn readable(Started started) {
        try {
            return turn(started);
        } catch (RuntimeException e) {
            Log.debugf(
                    "Turn %s of conversation %s: %s",
                    started.id().value(), started.lease().conversation(), e.getClass());
            return givenUp(started, "It cannot be read by this version");
        }
    }

    private StartedTurn givenUp(Started started, String reason) {
        try {
            return remains.turn(started, activity(started), reason);
        } catch (RuntimeException unreadable) {
            return new UnreadableTurn(
                    started.lease(), started.id(), started.request().asked(), reason + apology(started));
        }
    }

    /** A replica that recorded an apology may have sent it before it died. */
    private static String apology(Started started) {
        return started.fields().has("reason") ? ". Its user may have got no apology" : ". Its user got no apology";
    }

    private Turn turn(Started started) {
        Fields fields = started.fields();
        return new Turn(
                started.lease(),
                started.id(),
                activity(started),
                Remains.count(fields.text("attempts")),
                fields.find("answer").map(remains::answer),
                Remains.count(fields.find("sent").orElse("0")),
                steps(fields),
                fields.find("reason").map(reason -> new Turn.GivenUp(reason, Turn.Recorded.APOLOGY)),
                new ConversationState(
                        fields.find("welcomed").filter("1"::equals).isPresent(),
                        history(fields, started.request()),
                        question(fields)),
                fields.find("trace").orElse(""),
                started.request().asked(),
                Duration.ofMillis(fields.number("waited")));
    }

    private List<Step> steps(Fields fields) {
        List<Step> steps = fields.optionalElements("steps")
                .map(json -> codec.readStep(json.toString()))
                .toList();
        return Remains.demand(StepOrder.isIn(steps) ? steps : null);
    }

    private Activity activity(Started started) {
        return started.request()
                .own()
                .orElseGet(() -> whole(codec.read(started.fields().text("activity"), Activity.class)));
    }

    private List<Exchange> history(Fields fields, StartRequest request) {
        return fields.has("history")
                ? Exchange.of(history.read(fields.bytes("history")))
                : request.history().history();
    }

    /** Checks that the activity has what every accepted activity has. */
    private static Activity whole(Activity activity) {
        Remains.demand(activity.type());
        Remains.demand(activity.channelId());
        Remains.demand(activity.from());
        Remains.demand(activity.conversation());
        Remains.demand(activity.conversation().id());
        Remains.demand(activity.isAwaited() ? "" : activity.serviceUrl());
        return activity;
    }

    private ConsentQuestion question(Fields fields) {
        return new ConsentQuestion(
                pending(fields),
                fields.find("pendingMessage"),
                fields.find("pendingExpired").isPresent(),
                fields.find("pendingInterrupted").isPresent());
    }

    private static PendingCall whole(PendingCall call) {
        Stream.of(call.token(), call.tool(), call.title(), call.arguments(), call.userId())
                .forEach(Remains::demand);
        return call;
    }

    /** Leaves out a call that cannot be read: no user can consent to it. */
    private Optional<PendingCall> pending(Fields fields) {
        return fields.find("pending").flatMap(json -> {
            try {
                return Optional.of(whole(codec.read(json, PendingCall.class)));
            } catch (UncheckedIOException unreadable) {
                return Optional.empty();
            }
        });
    }

    /** What a script has returned of a turn that it has started. */
    record Started(Lease lease, TurnId id, Fields fields, StartRequest request) {}
}
