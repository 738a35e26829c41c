package io.parley.ledger;

import io.parley.activity.Activity;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationState;
import io.parley.conversation.Exchange;
import io.parley.conversation.Remark;
import io.quarkus.logging.Log;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads a turn as the function {@code start} of the scripts returns it. */
final class TurnReader {

    private static final int FIELDS = 12;

    private final Codec codec;

    TurnReader(Codec codec) {
        this.codec = codec;
    }

    /** What a script returns for the turn that it has started, or for none. Fails when it is something else. */
    static Response claimed(Response fields) {
        if (fields.type() != ResponseType.MULTI || (fields.size() != 0 && fields.size() != FIELDS)) {
            throw new IllegalStateException("Not what the script returns");
        }
        return fields;
    }

    /** Whose lease and id can be read in any case. */
    static TurnId id(Response fields) {
        return new TurnId(fields.get(1).toString());
    }

    static String fence(Response fields) {
        return fields.get(0).toString();
    }

    /** Why the turn has to be given up without being read. */
    static Optional<String> fault(Response fields) {
        return text(fields.get(11));
    }

    /**
     * @param own what the caller has just stored, which is not sent back to it
     * @param asked {@link System#nanoTime} when the start was asked for
     * @throws UncheckedIOException when the activity or the recorded answer is not what this version writes
     */
    Turn read(Lease lease, Response fields, Optional<Activity> own, long asked) {
        try {
            return turn(lease, fields, own, asked);
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UncheckedIOException(new IOException("Not what the ledger wrote", e));
        }
    }

    private Turn turn(Lease lease, Response fields, Optional<Activity> own, long asked) {
        return new Turn(
                lease,
                id(fields),
                activity(fields.get(3).toString(), own),
                count(fields.get(2)),
                text(fields.get(4)).map(this::answer),
                count(fields.get(5)),
                text(fields.get(8)),
                new ConversationState("1".equals(fields.get(9).toString()), history(fields.get(10))),
                fields.get(7).toString(),
                asked,
                Duration.ofMillis(fields.get(6).toLong()));
    }

    private Activity activity(String json, Optional<Activity> own) {
        return own.filter(stored -> json.isEmpty()).orElseGet(() -> whole(codec.read(json, Activity.class)));
    }

    private static int count(Response number) {
        int count = Integer.parseInt(number.toString());
        if (count < 0) {
            throw new NumberFormatException("Below 0: " + count);
        }
        return count;
    }

    /** As it was when it was accepted. */
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

    private static Optional<String> text(Response field) {
        return Optional.of(field.toString()).filter(text -> !text.isEmpty());
    }

    private List<Exchange> history(Response messages) {
        return Exchange.of(StreamSupport.stream(messages.spliterator(), false)
                .flatMap(this::message)
                .toList());
    }

    /** A conversation can go on without a message that cannot be read. */
    private Stream<Remark> message(Response json) {
        try {
            Remark message = codec.read(json.toString(), Remark.class);
            demand(message.role());
            demand(message.content());
            return Stream.of(message);
        } catch (UncheckedIOException e) {
            Log.warn("A message of a conversation's history cannot be read, and was left out.");
            return Stream.empty();
        }
    }
}
