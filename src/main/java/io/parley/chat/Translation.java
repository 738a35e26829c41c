package io.parley.chat;

import io.parley.http.ServerSentEvents.Event;
import java.util.List;

/** Turns the events of one answer into those of a chat completion. */
interface Translation {

    /** For answers that are chat completions already. */
    Translation NONE = List::of;

    List<Event> translate(Event event);

    /** The reasoning before the calls, as {@link Reply#reasoning} has it; empty for none. */
    default String reasoning() {
        return "";
    }
}
