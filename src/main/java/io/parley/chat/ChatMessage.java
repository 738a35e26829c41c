package io.parley.chat;

import java.util.List;
import java.util.stream.Collectors;

/** One message of a chat as the model sees it. How it is written for the service is in {@link RequestMessage}. */
public sealed interface ChatMessage {

    /** Its words alone, empty where it has none. They are not for a log. */
    String text();

    static User user(String text) {
        return new User(List.of(new Text(text)));
    }

    static Assistant assistant(String text) {
        return new Assistant(text, List.of());
    }

    /** Tells the model who it is and how to answer. */
    record System(String text) implements ChatMessage {}

    /** What a user says and shows. */
    record User(List<Part> parts) implements ChatMessage {

        public User {
            parts = List.copyOf(parts);
        }

        @Override
        public String text() {
            return parts.stream()
                    .filter(Text.class::isInstance)
                    .map(part -> ((Text) part).text())
                    .collect(Collectors.joining("\n"));
        }
    }

    /**
     * What the model said before.
     *
     * @param text may be empty where it asks for calls
     * @param calls that it asked for: each needs its {@link ToolResult} directly behind this message
     * @param reasoning behind the calls, as {@link Reply#reasoning} has it; empty for none
     */
    record Assistant(String text, List<ToolCall> calls, String reasoning) implements ChatMessage {

        public Assistant {
            calls = List.copyOf(calls);
        }

        public Assistant(String text, List<ToolCall> calls) {
            this(text, calls, "");
        }

        /** Without its texts: they are not for a log. */
        @Override
        public String toString() {
            return "Assistant[" + calls.size() + " calls]";
        }
    }

    /** What came of a call. A failed call has a result as well: the model reads of the failure there. */
    record ToolResult(String callId, String text) implements ChatMessage {}

    /** A part of what a user says. */
    sealed interface Part {}

    /** Words. */
    record Text(String text) implements Part {}

    /** @param url of the picture; a {@code data:} URL holds the picture itself */
    record Image(String url) implements Part {}
}
