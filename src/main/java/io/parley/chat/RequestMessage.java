package io.parley.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message in the form that the service accepts:
 *
 * <pre>{@code
 * {"role":"user","content":"Is order 4711 on its way?"}
 * {"role":"user","content":[{"type":"text","text":"What is this?"},{"type":"image_url","image_url":{"url":"data:…"}}]}
 * {"role":"assistant","content":null,
 *  "tool_calls":[{"id":"call_a1","type":"function","function":{"name":"order_status","arguments":"{\"order\":\"4711\"}"}}]}
 * {"role":"tool","tool_call_id":"call_a1","content":"{\"state\":\"shipped\"}"}
 * }</pre>
 *
 * @param content a text, or a list of {@link Part}
 */
@JsonSerialize(using = RequestMessageWriter.class)
record RequestMessage(
        String role,
        @Nullable Object content,
        @Nullable List<Call> toolCalls,
        @Nullable String toolCallId) {

    static RequestMessage of(ChatMessage message) {
        if (message instanceof ChatMessage.User user) {
            return new RequestMessage("user", content(user), null, null);
        }
        if (message instanceof ChatMessage.Assistant assistant) {
            return of(assistant);
        }
        return message instanceof ChatMessage.ToolResult result
                ? new RequestMessage("tool", result.text(), null, result.callId())
                : new RequestMessage("system", message.text(), null, null);
    }

    private static RequestMessage of(ChatMessage.Assistant assistant) {
        return assistant.calls().isEmpty()
                ? new RequestMessage("assistant", assistant.text(), null, null)
                : new RequestMessage(
                        "assistant",
                        assistant.text().isEmpty() ? null : assistant.text(),
                        assistant.calls().stream().map(Call::of).toList(),
                        null);
    }

    private static Object content(ChatMessage.User user) {
        return user.images() == 0
                ? user.text()
                : user.parts().stream().map(Part::of).toList();
    }

    /** A part of a user's message. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @RegisterForReflection
    record Part(
            String type,
            @Nullable String text,
            @JsonProperty("image_url") @Nullable Url imageUrl) {

        static Part of(ChatMessage.Part part) {
            return part instanceof ChatMessage.Image image
                    ? new Part("image_url", null, new Url(image.url()))
                    : new Part("text", ((ChatMessage.Text) part).text(), null);
        }
    }

    /** The address of a picture. */
    @RegisterForReflection
    record Url(String url) {}

    /** A call that the model asked for. */
    @RegisterForReflection
    record Call(String id, String type, Function function) {

        static Call of(ToolCall call) {
            return new Call(call.id(), "function", new Function(call.name(), ToolArguments.readable(call.arguments())));
        }
    }

    /** The name and arguments of a call. */
    @RegisterForReflection
    record Function(String name, String arguments) {}
}
