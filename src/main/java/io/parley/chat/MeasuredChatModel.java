package io.parley.chat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Times another model's answers, as {@code parley.chat.calls} with what came of each in the tag {@code outcome}. */
final class MeasuredChatModel implements ChatModel {

    private static final Map<Class<? extends ChatException>, String> OUTCOMES = Map.of(
            ChatException.Filtered.class, "filtered",
            ChatException.Empty.class, "empty",
            ChatException.Throttled.class, "throttled",
            ChatException.Unavailable.class, "unavailable",
            ChatException.Rejected.class, "rejected");

    private final ChatModel model;
    private final MeterRegistry registry;

    MeasuredChatModel(ChatModel model, MeterRegistry registry) {
        this.model = model;
        this.registry = registry;
    }

    @Override
    public Uni<String> answer(List<ChatMessage> messages) {
        return Uni.createFrom().item(() -> Timer.start(registry)).flatMap(sample -> answer(messages, sample));
    }

    private Uni<String> answer(List<ChatMessage> messages, Timer.Sample sample) {
        return model.answer(messages)
                .onItemOrFailure()
                .invoke((answer, failure) ->
                        sample.stop(registry.timer("parley.chat.calls", "outcome", outcome(failure))));
    }

    private static String outcome(@Nullable Throwable failure) {
        return failure == null ? "answered" : OUTCOMES.getOrDefault(failure.getClass(), "failed");
    }
}
