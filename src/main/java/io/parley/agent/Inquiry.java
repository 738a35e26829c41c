package io.parley.agent;

import io.parley.chat.ChatModel;
import io.parley.conversation.Exchange;
import io.parley.tools.CallContext;
import io.parley.tools.Tool;
import java.util.List;

/**
 * A question with its history and its user.
 *
 * @param history what was said before, oldest first
 * @param caller the user who asks
 * @param tools that belong to this question alone, beside those of the operator
 */
public record Inquiry(
        ChatModel model, List<Exchange> history, String question, CallContext.Caller caller, List<Tool> tools) {

    public Inquiry {
        history = List.copyOf(history);
        tools = List.copyOf(tools);
    }

    public Inquiry(ChatModel model, List<Exchange> history, String question, CallContext.Caller caller) {
        this(model, history, question, caller, List.of());
    }
}
