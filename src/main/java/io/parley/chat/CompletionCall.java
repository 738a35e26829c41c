package io.parley.chat;

import io.parley.http.ServerSentEvents.Event;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends one request to a deployment, by its route, and reads the answer, whole or streamed. */
final class CompletionCall {

    private final Wire wire;
    private final ChatTarget target;
    private final CallTraces traces;

    /** @param traces registered with the wire's clients */
    CompletionCall(Wire wire, ChatTarget target, CallTraces traces) {
        this.wire = wire;
        this.target = target;
        this.traces = traces;
    }

    /** Fails with a {@link ChatException}, or with a failure of the client. */
    Uni<Completed> whole(ModelRequest request, String requestId, Duration limit) {
        Uni<byte @Nullable []> answer = wire.whole(requestId, request);
        traces.begin(requestId);
        // The client's own read timeout starts again with each byte.
        return answer.ifNoItem()
                .after(limit)
                .fail()
                .map(body -> read(body, requestId))
                .onFailure()
                .transform(failure -> traces.meaning(failure, requestId))
                .onTermination()
                .invoke(() -> traces.end(requestId));
    }

    private Completed read(byte @Nullable [] body, String requestId) {
        if (body == null || body.length == 0) {
            throw new ChatException.Empty("Azure OpenAI answered nothing " + traces.known(requestId) + ".");
        }
        CompletionStream stream = completion(ChatModel.UNSEEN, requestId);
        AnswerReader reader = new AnswerReader(() -> traces.known(requestId));
        try {
            reader.add(body).forEach(stream::add);
            reader.end().forEach(stream::add);
            return stream.completed();
        } catch (RuntimeException failure) {
            throw known(failure, requestId);
        }
    }

    private ChatException known(RuntimeException failure, String requestId) {
        if (failure instanceof ChatException known) {
            return known;
        }
        // Logs only the class of the failure: its message may quote the answer.
        Log.errorf("Reading an answer failed with %s.", failure.getClass().getName());
        return CallFailures.unreadable(traces.known(requestId), target.variables());
    }

    private CompletionStream completion(Consumer<String> draft, String requestId) {
        return new CompletionStream(
                target.api() == ChatApi.RESPONSES ? new ResponseEvents(target) : Translation.NONE,
                draft,
                () -> traces.known(requestId),
                target.variables());
    }

    /**
     * Reads the answer while it is written. A failure after the first words is a {@link ChatException.BrokenOff}, unless the
     * content filter is the cause.
     */
    Uni<Completed> streamed(ModelRequest request, String requestId, Consumer<String> draft, Patience patience) {
        return Uni.createFrom().emitter(emitter -> new Reading(requestId, draft, patience, emitter)
                .start(wire.streamed(requestId, request)));
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

    /** Reads one answer. Runs on its connection's event loop; cancellation and time limits come from other threads. */
    private final class Reading {

        private final String requestId;
        private final AnswerReader reader;
        private final CompletionStream stream;
        private final Patience patience;
        private final Silence silence;
        private final UniEmitter<? super Completed> emitter;
        private volatile @Nullable Cancellable reading;
        private volatile boolean heard;
        private volatile boolean begun;
        private volatile boolean over;

        Reading(String requestId, Consumer<String> draft, Patience patience, UniEmitter<? super Completed> emitter) {
            this.requestId = requestId;
            this.reader = new AnswerReader(() -> traces.known(requestId));
            this.stream = completion(draft, requestId);
            this.patience = patience;
            this.silence = new Silence(
                    patience.between(), System::nanoTime, CompletionCall::after, () -> fail(new TimeoutException()));
            this.emitter = emitter;
        }

        void start(Multi<byte[]> bytes) {
            traces.begin(requestId);
            Cancellable first = after(patience.first(), () -> {
                if (!begun) {
                    fail(new TimeoutException());
                }
            });
            Cancellable whole = after(patience.whole(), () -> fail(new TimeoutException()));
            emitter.onTermination(() -> {
                first.cancel();
                whole.cancel();
                silence.end();
                leave();
            });
            silence.begin();
            // Comments only keep the connection open: they are not the answer's first words.
            reading = bytes.invoke(this::hear)
                    .onItem()
                    .<Event>transformToIterable(reader::add)
                    .onCompletion()
                    .continueWith(reader::end)
                    .subscribe()
                    .with(this::read, this::fail, this::end);
        }

        private void hear(byte[] bytes) {
            heard = true;
            if (over) {
                cancel();
            }
        }

        /**
         * Ends the call. If it were cancelled before the first event, it would end in an error that nothing handles. So it is
         * left to the client's time limit, or to its first event.
         */
        private void leave() {
            over = true;
            traces.end(requestId);
            if (heard && !stream.isDone()) {
                cancel();
            }
        }

        private void cancel() {
            Cancellable subscription = reading;
            if (subscription != null) {
                subscription.cancel();
            }
        }

        private void read(Event event) {
            silence.hear();
            if (over) {
                return;
            }
            try {
                add(event);
            } catch (RuntimeException failure) {
                fail(known(failure, requestId));
                return;
            }
            if (stream.isDone()) {
                end();
            }
        }

        /** Adds an event. Synchronized, because a late cancellation may read the text on another thread. */
        private synchronized void add(Event event) {
            stream.add(event);
            begun = stream.isAnswering();
        }

        private void end() {
            if (over) {
                return;
            }
            try {
                emitter.complete(stream.completed());
            } catch (ChatException failure) {
                fail(failure);
            }
        }

        private void fail(Throwable failure) {
            if (!over) {
                emitter.fail(meaning(traces.meaning(failure, requestId)));
            }
        }

        private synchronized Throwable meaning(Throwable failure) {
            if (failure instanceof ChatException.Filtered || !stream.hasBegun()) {
                return failure;
            }
            ChatException why =
                    CallFailures.of(failure, traces.known(requestId), patience.between(), target.variables());
            return new ChatException.BrokenOff("The answer was not finished. " + why.getMessage(), stream.text());
        }
    }
}
