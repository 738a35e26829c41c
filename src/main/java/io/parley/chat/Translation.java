package io.parley.chat;

import io.parley.http.ServerSentEvents.Event;
import java.util.List;

/** Turns the events of one answer into those of a chat completion. */
interface Translation {

    /** For answers that are chat completions already. */
    Translation NONE = List::of;

    List<Event> translate(Event event);

    /** Returns the text of the answer in the form that users see. */
    default String finished(String text) {
        return text;
    }

    /** The reasoning before the calls, as {@link Reply#reasoning} has it; empty for none. */
    default String reasoning() {
        return "";
    }
}
