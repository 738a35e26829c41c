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
    private final Stage stage;

    RehearsedModel(ChatModel model, LocalConversation conversation, String turn, Stage stage) {
        this.model = model;
        this.conversation = conversation;
        this.turn = turn;
        this.stage = stage;
    }

    @Override
    public Uni<Reply> answer(Prompt prompt, Consumer<String> draft) {
        TurnLog log = conversation.turns();
        return Uni.createFrom()
                .deferred(() -> {
                    log.asked(turn);
                    return ask(prompt, draft);
                })
                .invoke(reply -> log.answered(turn, reply, stage.showsArguments()))
                .onFailure()
                .invoke(failure -> log.failed(turn, failure));
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
        return Uni.createFrom()
                .emitter(emitter -> stage.vertx().setTimer(time.toMillis(), id -> emitter.complete(null)));
    }

    /**
     * What all turns share.
     *
     * @param showsArguments whether the page may show the arguments of calls that the model asks for
     */
    record Stage(Vertx vertx, boolean showsArguments) {}
}
