package io.parley.ledger;

import io.parley.activity.Activity;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationState;
import io.parley.conversation.Step;
import io.vertx.mutiny.redis.client.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads as much as can be read of a turn that is given up, so that its user can be told. */
final class Remains {

    private final Codec codec;

    Remains(Codec codec) {
        this.codec = codec;
    }

    /** @param reason why the turn is given up now; the reason of an earlier start goes before it */
    Turn turn(TurnReader.Started started, Activity activity, String reason) {
        Fields fields = started.fields();
        List<Response> stored = fields.optionalElements("steps").toList();
        List<Step> steps = steps(stored);
        Optional<Answer> answer = readable(() -> answer(fields.text("answer")));
        return new Turn(
                started.lease(),
                started.id(),
                activity,
                readable(() -> count(fields.text("attempts"))).orElse(1),
                answer,
                readable(() -> count(fields.text("sent"))).orElse(0),
                steps,
                Optional.of(new Turn.GivenUp(
                        fields.find("reason").orElse(reason),
                        fields.has("reason") ? Turn.Recorded.APOLOGY : recorded(answer),
                        steps.size() < stored.size() || (fields.has("steps") && stored.isEmpty()))),
                ConversationState.none(),
                fields.find("trace").orElse(""),
                started.request().asked(),
                readable(() -> Duration.ofMillis(fields.number("waited"))).orElse(Duration.ZERO));
    }

    private static Turn.Recorded recorded(Optional<Answer> answer) {
        return answer.isPresent() ? Turn.Recorded.ANSWER : Turn.Recorded.NOTHING;
    }

    /** Returns the steps before the first that cannot be read, or does not follow them: later ones would refer to it. */
    private List<Step> steps(List<Response> stored) {
        return stored.stream()
                .map(json -> readable(() -> codec.readStep(json.toString())))
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .takeWhile(new StepOrder()::follows)
                .toList();
    }

    private static <T> Optional<T> readable(Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    Answer answer(String json) {
        StoredAnswer stored = codec.read(json, StoredAnswer.class);
        demand(stored.texts()).forEach(Remains::demand);
        demand(stored.remembered()).forEach(Remains::demand);
        return stored.answer();
    }

    static int count(String number) {
        int count = Integer.parseInt(number);
        if (count < 0) {
            throw new NumberFormatException("Below 0: " + count);
        }
        return count;
    }

    static <T> T demand(@Nullable T value) {
        if (value == null) {
            throw new UncheckedIOException(new IOException("Nothing where the ledger wrote something"));
        }
        return value;
    }
}
