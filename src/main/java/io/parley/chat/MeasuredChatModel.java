package io.parley.chat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Measures the time of another model's answers in {@code parley.chat.answers}, by {@code outcome}. */
final class MeasuredChatModel implements ChatModel {

    private final ChatModel model;
    private final MeterRegistry registry;

    MeasuredChatModel(ChatModel model, MeterRegistry registry) {
        this.model = model;
        this.registry = registry;
    }

    @Override
    public Uni<Reply> answer(Prompt prompt, Consumer<String> draft) {
        return Uni.createFrom().item(() -> Timer.start(registry)).flatMap(sample -> answer(prompt, draft, sample));
    }

    private Uni<Reply> answer(Prompt prompt, Consumer<String> draft, Timer.Sample sample) {
        return model.answer(prompt, draft)
                .onItemOrFailure()
                .invoke((reply, failure) ->
                        sample.stop(registry.timer("parley.chat.answers", "outcome", outcome(reply, failure))));
    }

    private static String outcome(@Nullable Reply reply, @Nullable Throwable failure) {
        if (reply != null) {
            return reply.outcome();
        }
        return failure instanceof ChatException known ? known.kind() : "failed";
    }
}
