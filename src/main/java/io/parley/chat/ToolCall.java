package io.parley.chat;

/**
 * A call that the model asks for.
 *
 * @param id names the call within its chat
 * @param name of the tool: letters, digits, {@code _} and {@code -} only. The model may invent one
 * @param arguments as the model wrote them: a JSON object as a rule, but any text may come. Not for a log
 */
public record ToolCall(String id, String name, String arguments) {

    @Override
    public String toString() {
        return "ToolCall[" + id + ", " + name + "]";
    }
}
