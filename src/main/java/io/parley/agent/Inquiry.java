package io.parley.agent;

import io.parley.chat.ChatModel;
import io.parley.conversation.Exchange;
import io.parley.tools.CallContext;
import java.util.List;

/**
 * A question with its history and its user.
 *
 * @param history what was said before, oldest first
 * @param caller the user who asks
 */
public record Inquiry(ChatModel model, List<Exchange> history, String question, CallContext.Caller caller) {

    public Inquiry {
        history = List.copyOf(history);
    }
}
