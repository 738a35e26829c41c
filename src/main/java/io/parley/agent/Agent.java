package io.parley.agent;

import io.parley.chat.ChatException;
import io.parley.chat.ChatMessage;
import io.parley.chat.ChatModel;
import io.parley.chat.Prompt;
import io.parley.chat.Reply;
import io.parley.conversation.Exchange;
import io.parley.conversation.Window;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * Answers one question. The model is offered no tools, so there is one round: its reply is the answer. Rounds with tools belong
 * here, between the prompt and the reply.
 */
public final class Agent {

    private final String systemPrompt;
    private final Window window;

    public Agent(String systemPrompt, Window window) {
        this.systemPrompt = systemPrompt;
        this.window = window;
    }

    /**
     * Sends the question to the model, with the history. Cancelling the returned {@code Uni} ends the call.
     *
     * @return fails with a {@link ChatException} if the model gives no answer
     */
    public Uni<Reply> answer(ChatModel model, List<Exchange> history, String question, Display display) {
        Prompt prompt = Prompt.of(systemPrompt, window.of(history), ChatMessage.user(question));
        return model.answer(prompt, display == Display.NONE ? ChatModel.UNSEEN : display::draft);
    }
}
