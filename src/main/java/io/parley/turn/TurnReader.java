package io.parley.turn;

import io.parley.activity.Activity;
import io.parley.bot.Answer;
import io.parley.chat.ChatMessage;
import io.parley.conversation.ConversationState;
import io.quarkus.logging.Log;
import io.vertx.mutiny.redis.client.Response;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads a turn as the function {@code start} of the scripts returns it. */
final class TurnReader {

    private final TurnCodec codec;

    TurnReader(TurnCodec codec) {
        this.codec = codec;
    }

    /** Whose lease and id can be read in any case. */
    static TurnId id(Response fields) {
        return new TurnId(fields.get(1).toString());
    }

    static String fence(Response fields) {
        return fields.get(0).toString();
    }

    /**
     * @param own what the caller has just stored, which is not sent back to it
     * @param asked {@link System#nanoTime} when the start was asked for
     * @throws UncheckedIOException when the activity or the recorded answer is not what this version writes
     */
    Turn read(Lease lease, Response fields, Optional<Activity> own, long asked) {
        return new Turn(
                lease,
                id(fields),
                activity(fields.get(3).toString(), own),
                fields.get(2).toInteger(),
                text(fields.get(4)).map(answer -> codec.read(answer, Answer.class)),
                fields.get(5).toInteger(),
                text(fields.get(8)),
                new ConversationState("1".equals(fields.get(9).toString()), history(fields.get(10))),
                fields.get(7).toString(),
                asked,
                Duration.ofMillis(fields.get(6).toLong()));
    }

    private Activity activity(String json, Optional<Activity> own) {
        return own.filter(stored -> json.isEmpty()).orElseGet(() -> codec.read(json, Activity.class));
    }

    private static Optional<String> text(Response field) {
        return Optional.of(field.toString()).filter(text -> !text.isEmpty());
    }

    private List<ChatMessage> history(Response messages) {
        return StreamSupport.stream(messages.spliterator(), false)
                .flatMap(this::message)
                .toList();
    }

    /** A conversation can go on without a message that cannot be read. */
    private Stream<ChatMessage> message(Response json) {
        try {
            return Stream.of(codec.read(json.toString(), ChatMessage.class));
        } catch (UncheckedIOException e) {
            Log.warn("A message of a conversation's history cannot be read, and was left out.");
            return Stream.empty();
        }
    }
}
