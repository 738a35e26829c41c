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

    private final ChatCompletionsApi api;
    private final ChatTarget target;
    private final Duration timeout;

    /** @param timeout until the whole answer is there, or the next piece of one that is streamed */
    CompletionCall(ChatCompletionsApi api, ChatTarget target, Duration timeout) {
        this.api = api;
        this.target = target;
        this.timeout = timeout;
    }

    /** Fails with a {@link ChatException}, or with what the client fails with. */
    Uni<Completed> whole(Request request, String requestId) {
        Uni<@Nullable Completion> answer = target.route() == ChatRoute.V1
                ? api.completeV1(requestId, request)
                : api.completeClassic(target.deployment(), target.apiVersion(), requestId, request);
        // The client's own read timeout begins anew with each byte.
        return answer.ifNoItem().after(timeout).fail().map(Completed::of);
    }

    /**
     * The same while it is written. A failure after the first words is a {@link ChatException.BrokenOff}, unless the content
     * filter is the cause.
     */
    Uni<Completed> streamed(Request request, String requestId, Consumer<String> draft) {
        return Uni.createFrom().emitter(emitter -> new Reading(draft).start(events(request, requestId), emitter));
    }

    private Multi<SseEvent<String>> events(Request request, String requestId) {
        return target.route() == ChatRoute.V1
                ? api.streamV1(requestId, request)
                : api.streamClassic(target.deployment(), target.apiVersion(), requestId, request);
    }

    /** Ends with the service's word that this is all, and leaves the connection to end by itself. */
    private final class Reading {

        private final CompletionStream stream;

        Reading(Consumer<String> draft) {
            this.stream = new CompletionStream(draft);
        }

        void start(Multi<SseEvent<String>> events, UniEmitter<? super Completed> emitter) {
            Cancellable reading = events.ifNoItem()
                    .after(timeout)
                    .fail()
                    .subscribe()
                    .with(event -> read(event, emitter), failure -> emitter.fail(meaning(failure)), () -> end(emitter));
            emitter.onTermination(() -> {
                if (!stream.isDone()) {
                    reading.cancel();
                }
            });
        }

        private void read(SseEvent<String> event, UniEmitter<? super Completed> emitter) {
            if (stream.isDone() || event.data() == null) {
                return;
            }
            try {
                stream.add(event.data());
            } catch (ChatException failure) {
                emitter.fail(meaning(failure));
                return;
            }
            if (stream.isDone()) {
                end(emitter);
            }
        }

        private void end(UniEmitter<? super Completed> emitter) {
            try {
                emitter.complete(stream.completed());
            } catch (ChatException failure) {
                emitter.fail(meaning(failure));
            }
        }

        private Throwable meaning(Throwable failure) {
            return stream.hasBegun() && !(failure instanceof ChatException.Filtered)
                    ? new ChatException.BrokenOff("Azure OpenAI broke its answer off: " + failure.getMessage())
                    : failure;
        }
    }
}
