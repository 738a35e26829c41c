package io.parley.chat;

import io.parley.chat.ChatCompletionsApi.Completion;
import io.parley.chat.ChatCompletionsApi.Request;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.function.Consumer;
import org.jboss.resteasy.reactive.client.SseEvent;
import org.jspecify.annotations.Nullable;

/** Sends one request to a deployment, by its route, and reads the whole answer or the pieces of it. */
final class CompletionCall {

    /** The client's own limit, which ends the call as well, is to come first. */
    private static final Duration STALL_MARGIN = Duration.ofMillis(500);

    private final ChatCompletionsApi wholes;
    private final ChatCompletionsApi streams;
    private final ChatTarget target;
    private final Duration timeout;
    private final CallTraces traces;

    /**
     * @param wholes keeps its connections
     * @param streams makes a connection for each stream: the client closes it at the stream's end, when another call may
     *     already have been given it
     * @param timeout until the whole answer is there, or the next piece of one that is streamed
     * @param traces registered with both
     */
    CompletionCall(
            ChatCompletionsApi wholes,
            ChatCompletionsApi streams,
            ChatTarget target,
            Duration timeout,
            CallTraces traces) {
        this.wholes = wholes;
        this.streams = streams;
        this.target = target;
        this.timeout = timeout;
        this.traces = traces;
    }

    /** Fails with a {@link ChatException}, or with what the client fails with. */
    Uni<Completed> whole(Request request, String requestId) {
        Uni<@Nullable Completion> answer = target.route() == ChatRoute.V1
                ? wholes.completeV1(requestId, request)
                : wholes.completeClassic(target.deployment(), target.apiVersion(), requestId, request);
        traces.begin(requestId);
        // The client's own read timeout begins anew with each byte.
        return answer.ifNoItem()
                .after(timeout)
                .fail()
                .map(completion -> Completed.of(completion, traces.known(requestId)))
                .onTermination()
                .invoke(() -> traces.end(requestId));
    }

    /**
     * The same while it is written. A failure after the first words is a {@link ChatException.BrokenOff}, unless the content
     * filter is the cause.
     */
    Uni<Completed> streamed(Request request, String requestId, Consumer<String> draft) {
        return Uni.createFrom()
                .emitter(emitter -> new Reading(requestId, draft, emitter).start(events(request, requestId)));
    }

    private Multi<SseEvent<String>> events(Request request, String requestId) {
        return target.route() == ChatRoute.V1
                ? streams.streamV1(requestId, request)
                : streams.streamClassic(target.deployment(), target.apiVersion(), requestId, request);
    }

    /** Of one answer. On the event loop of its connection, but for whoever stops waiting for it. */
    private final class Reading {

        private final String requestId;
        private final CompletionStream stream;
        private final UniEmitter<? super Completed> emitter;
        private volatile @Nullable Cancellable reading;
        private volatile boolean heard;
        private volatile boolean over;

        Reading(String requestId, Consumer<String> draft, UniEmitter<? super Completed> emitter) {
            this.requestId = requestId;
            this.stream = new CompletionStream(draft);
            this.emitter = emitter;
        }

        void start(Multi<SseEvent<String>> events) {
            traces.begin(requestId);
            emitter.onTermination(this::leave);
            reading = events.ifNoItem()
                    .after(timeout.plus(STALL_MARGIN))
                    .fail()
                    .subscribe()
                    .with(this::read, this::fail, this::end);
        }

        /**
         * Cancelled before anything was heard, the call would end in an error that nobody hears: it is left to the client's time
         * limit, or to its first event.
         */
        private void leave() {
            over = true;
            traces.end(requestId);
            if (heard) {
                cancel();
            }
        }

        private void cancel() {
            if (reading != null) {
                reading.cancel();
            }
        }

        private void read(SseEvent<String> event) {
            heard = true;
            if (over) {
                cancel();
                return;
            }
            if (event.data() == null) {
                return;
            }
            try {
                stream.add(event.data());
            } catch (ChatException failure) {
                fail(failure);
                return;
            }
            if (stream.isDone()) {
                end();
            }
        }

        private void end() {
            if (over) {
                return;
            }
            try {
                emitter.complete(stream.completed(traces.known(requestId)));
            } catch (ChatException failure) {
                fail(failure);
            }
        }

        private void fail(Throwable failure) {
            if (!over) {
                emitter.fail(meaning(failure, traces.known(requestId)));
            }
        }

        private Throwable meaning(Throwable failure, String trace) {
            if (failure instanceof ChatException.Filtered) {
                return new ChatException.Filtered(failure.getMessage() + " " + trace);
            }
            if (stream.hasBegun()) {
                return new ChatException.BrokenOff(
                        "The answer was not finished " + trace + ". " + failure.getMessage());
            }
            return failure instanceof ChatException.Unavailable
                    ? new ChatException.Unavailable(failure.getMessage() + " " + trace, failure)
                    : failure;
        }
    }
}
