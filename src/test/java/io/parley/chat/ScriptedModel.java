package io.parley.chat;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A model that gives scripted replies in order, and records its prompts. */
public final class ScriptedModel implements ChatModel {

    private final Deque<Supplier<Uni<Reply>>> replies = new ArrayDeque<>();
    private final List<Prompt> prompts = new CopyOnWriteArrayList<>();

    public static ToolCall call(String id, String tool, String arguments) {
        return new ToolCall(id, tool, arguments);
    }

    public ScriptedModel calling(ToolCall... calls) {
        return saying("", calls);
    }

    public ScriptedModel saying(String text, ToolCall... calls) {
        replies.add(() -> Uni.createFrom().item(new Reply(text, List.of(calls), Usage.UNKNOWN, Reply.Ending.COMPLETE)));
        return this;
    }

    public ScriptedModel failing(ChatException failure) {
        replies.add(() -> Uni.createFrom().failure(failure));
        return this;
    }

    public List<Prompt> prompts() {
        return prompts;
    }

    /** What the last prompt holds of this turn. */
    public List<ChatMessage> newest() {
        return prompts.get(prompts.size() - 1).current();
    }

    @Override
    public Uni<Reply> answer(Prompt prompt, Consumer<String> draft) {
        prompts.add(prompt);
        Supplier<Uni<Reply>> next = replies.size() > 1 ? replies.remove() : replies.element();
        return next.get();
    }
}
