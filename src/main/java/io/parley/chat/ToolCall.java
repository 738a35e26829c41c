package io.parley.chat;

/**
 * A call that the model asks for.
 *
 * @param id names the call within its chat
 * @param name of the tool: only letters, digits, {@code _} and {@code -}. The model may invent one
 * @param arguments in the model's words: usually a JSON object, but any text may come. Do not log them
 */
public record ToolCall(String id, String name, String arguments) {

    @Override
    public String toString() {
        return "ToolCall[" + id + ", " + name + "]";
    }
}
