package io.parley.chat;

import io.parley.http.HttpAnswer;
import io.parley.http.HttpStream;
import io.parley.http.ServerSentEvents.Event;
import io.parley.http.StreamReader;
import io.parley.memory.LongAnswers;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer while it is written. Runs on its connection's event loop; cancellation and time limits come from other threads.
 * A failure after the first words is a {@link ChatException.BrokenOff}, unless the content filter is the cause.
 */
final class StreamedCompletion implements StreamReader {

    private final String requestId;
    private final CallTraces traces;
    private final Variables variables;
    private final AnswerReader reader;
    private final CompletionStream stream;
    private final Patience patience;
    private final Silence silence;
    private final UniEmitter<? super Completed> emitter;
    private final LongAnswers.Part memory = LongAnswers.shared().begin();
    private volatile @Nullable HttpStream call;
    private volatile boolean over;

    StreamedCompletion(
            String requestId,
            CallTraces traces,
            CompletionStream stream,
            Variables variables,
            Patience patience,
            UniEmitter<? super Completed> emitter) {
        this.requestId = requestId;
        this.traces = traces;
        this.variables = variables;
        this.reader = new AnswerReader(() -> traces.known(requestId));
        this.stream = stream;
        this.patience = patience;
        this.silence =
                new Silence(patience, System::nanoTime, StreamedCompletion::after, () -> fail(new TimeoutException()));
        this.emitter = emitter;
    }

    /** @param opening sends the request, with this as its reader */
    void start(Uni<HttpStream> opening) {
        traces.begin(requestId);
        emitter.onTermination(this::leave);
        silence.begin();
        opening.subscribe().with(this::opened, this::fail);
    }

    private void opened(HttpStream opened) {
        call = opened;
        if (over) {
            opened.abandon();
        }
    }

    /** Lets a response end by itself whose answer is complete, so that its connection is kept. */
    private void leave() {
        over = true;
        silence.end();
        memory.end();
        traces.end(requestId);
        HttpStream opened = call;
        if (opened != null && stream.isDone()) {
            opened.leave();
        } else if (opened != null) {
            opened.abandon();
        }
    }

    @Override
    public void begin(Function<String, @Nullable String> header) {
        traces.answered(requestId, header);
    }

    @Override
    public void read(byte[] piece) {
        if (!over) {
            try {
                add(reader.add(piece));
                demandMemory();
            } catch (RuntimeException failure) {
                fail(CallFailures.ofReading(failure, traces.known(requestId), variables));
            }
        }
    }

    private void demandMemory() {
        if (!memory.reach(reader.held())) {
            throw new ChatException.Unavailable(
                    "There is no memory for a long answer beside others " + traces.known(requestId) + ".");
        }
    }

    @Override
    public void end() {
        if (!over) {
            try {
                add(reader.end());
                complete();
            } catch (RuntimeException failure) {
                fail(CallFailures.ofReading(failure, traces.known(requestId), variables));
            }
        }
    }

    /** Adds events until the answer is complete. Comments only keep the connection open: they are no events. */
    private void add(List<Event> events) {
        if (events.isEmpty()) {
            return;
        }
        silence.hear();
        addAll(events);
        stream.show();
        if (stream.isDone()) {
            complete();
        }
    }

    /** Synchronized, because a time limit may read the text on another thread. */
    private synchronized void addAll(List<Event> events) {
        events.forEach(stream::add);
        if (stream.isAnswering()) {
            silence.beginAnswer();
        }
    }

    private void complete() {
        if (!over) {
            emitter.complete(stream.completed());
        }
    }

    @Override
    public void refused(HttpAnswer answer) {
        Response.ResponseBuilder refusal =
                Response.status(answer.status()).entity(new String(answer.body(), StandardCharsets.UTF_8));
        answer.headers().forEach((name, values) -> values.forEach(value -> refusal.header(name, value)));
        fail(new WebApplicationException(refusal.build()));
    }

    @Override
    public void fail(Throwable failure) {
        if (!over) {
            emitter.fail(meaning(failure));
        }
    }

    private synchronized Throwable meaning(Throwable failure) {
        if (failure instanceof ChatException.Filtered || !stream.hasBegun()) {
            return failure;
        }
        ChatException why = CallFailures.of(failure, traces.known(requestId), patience.between(), variables);
        return new ChatException.BrokenOff("The answer was not finished. " + why.getMessage(), stream.text());
    }

    private static Cancellable after(Duration time, Runnable then) {
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(time)
                .subscribe()
                .with(over -> then.run());
    }
}
