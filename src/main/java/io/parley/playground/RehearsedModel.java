package io.parley.playground;

import io.parley.chat.ChatException;
import io.parley.chat.ChatModel;
import io.parley.chat.Prompt;
import io.parley.chat.Reply;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;

/** The model for one turn of the playground. It logs its calls and answers, and is slow or fails on demand. */
final class RehearsedModel implements ChatModel {

    private static final Duration SLOW = Duration.ofSeconds(6);
    private static final Duration FAILING = Duration.ofMillis(400);

    private final ChatModel model;
    private final LocalConversation conversation;
    private final String turn;
    private final Vertx vertx;

    RehearsedModel(ChatModel model, LocalConversation conversation, String turn, Vertx vertx) {
        this.model = model;
        this.conversation = conversation;
        this.turn = turn;
        this.vertx = vertx;
    }

    @Override
    public Uni<Reply> answer(Prompt prompt, Consumer<String> draft) {
        conversation.asked(turn);
        return ask(prompt, draft)
                .invoke(reply -> conversation.answered(turn, null))
                .onFailure()
                .invoke(failure -> conversation.answered(turn, failure.getMessage()));
    }

    private Uni<Reply> ask(Prompt prompt, Consumer<String> draft) {
        return switch (conversation.trouble(turn)) {
            case SLOW_MODEL -> pause(SLOW).chain(() -> model.answer(prompt, draft));
            case FAILING_MODEL -> pause(FAILING).chain(() -> Uni.createFrom().failure(failure()));
            default -> model.answer(prompt, draft);
        };
    }

    private static ChatException failure() {
        return new ChatException.Unavailable("The playground made the model fail.");
    }

    private Uni<Void> pause(Duration time) {
        return Uni.createFrom().emitter(emitter -> vertx.setTimer(time.toMillis(), id -> emitter.complete(null)));
    }
}
