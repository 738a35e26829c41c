package io.parley.chat;

import java.util.List;
import java.util.stream.Collectors;

/** One message of a chat. {@link RequestMessage} is its form in requests. */
public sealed interface ChatMessage {

    /** Returns the text alone; empty if there is none. Do not log it. */
    String text();

    static User user(String text) {
        return new User(List.of(new Text(text)));
    }

    static Assistant assistant(String text) {
        return new Assistant(text, List.of());
    }

    /** The system prompt: who the model is and how it answers. */
    record System(String text) implements ChatMessage {}

    /** A message of a user. */
    record User(List<Part> parts) implements ChatMessage {

        public User {
            parts = List.copyOf(parts);
        }

        @Override
        public String text() {
            return parts.size() == 1 && parts.get(0) instanceof Text only
                    ? only.text()
                    : parts.stream()
                            .filter(Text.class::isInstance)
                            .map(part -> ((Text) part).text())
                            .collect(Collectors.joining("\n"));
        }

        int images() {
            int images = 0;
            for (Part part : parts) {
                images += part instanceof Image ? 1 : 0;
            }
            return images;
        }
    }

    /**
     * An earlier message of the model.
     *
     * @param text may be empty if the message asks for calls
     * @param calls that it asks for: each needs its {@link ToolResult} directly behind this message
     * @param reasoning the reasoning behind the calls, described at {@link Reply#reasoning}; empty for none
     */
    record Assistant(String text, List<ToolCall> calls, String reasoning) implements ChatMessage {

        public Assistant {
            calls = List.copyOf(calls);
        }

        public Assistant(String text, List<ToolCall> calls) {
            this(text, calls, "");
        }

        /** Omits the texts: do not log them. */
        @Override
        public String toString() {
            return "Assistant[" + calls.size() + " calls]";
        }
    }

    /** The result of a call. A failed call also has a result, which tells the model about the failure. */
    record ToolResult(String callId, String text) implements ChatMessage {}

    /** A part of a user's message. */
    sealed interface Part {}

    /** A text. */
    record Text(String text) implements Part {}

    /** @param url of the picture; a {@code data:} URL holds the picture itself */
    record Image(String url) implements Part {}
}
