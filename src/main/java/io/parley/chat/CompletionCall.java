package io.parley.chat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends one request to a deployment, by its route, and reads the answer, whole or streamed. */
final class CompletionCall {

    private final Wire wire;
    private final StreamClient streams;
    private final ChatTarget target;
    private final CallTraces traces;

    /** @param traces registered with the wire's client */
    CompletionCall(Wire wire, StreamClient streams, ChatTarget target, CallTraces traces) {
        this.wire = wire;
        this.streams = streams;
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
            throw CallFailures.ofReading(failure, traces.known(requestId), target.variables());
        }
    }

    private CompletionStream completion(Consumer<String> draft, String requestId) {
        return new CompletionStream(
                target.api() == ChatApi.RESPONSES ? new ResponseEvents(target) : Translation.NONE,
                draft,
                () -> traces.known(requestId),
                target.variables());
    }

    /** Reads the answer while it is written, as {@link StreamedCompletion} does. */
    Uni<Completed> streamed(ModelRequest request, String requestId, Consumer<String> draft, Patience patience) {
        return Uni.createFrom().emitter(emitter -> {
            StreamedCompletion reading = new StreamedCompletion(
                    requestId, traces, completion(draft, requestId), target.variables(), patience, emitter);
            reading.start(streams.open(request, requestId, reading));
        });
    }
}
