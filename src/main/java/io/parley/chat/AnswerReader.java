package io.parley.chat;

import io.parley.http.ServerSentEvents;
import io.parley.http.ServerSentEvents.Event;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads the body of an answer by its content, not by its headers: server-sent events, or JSON. Gateways drop the type of
 * a stream, and collect the pieces of one into a document.
 */
final class AnswerReader {

    static final String DONE = "[DONE]";

    /** A stream, with all that the service says around each word of it: some 500 bytes. */
    static final int MOST_BYTES = 16 * 1024 * 1024;

    /** One event of a stream: a word, or, where a gateway collects the words, the whole text. */
    static final int MOST_EVENT_BYTES = 2 * 1024 * 1024;

    private static final String BEFORE_TEXT = "\u00EF\u00BB\u00BF \t\r\n";

    private enum Form {
        UNKNOWN,
        EVENTS,
        JSON
    }

    private final ServerSentEvents events = new ServerSentEvents();
    private final ByteArrayOutputStream document = new ByteArrayOutputStream();
    private final Supplier<String> trace;
    private Form form = Form.UNKNOWN;
    private long length;

    /** @param trace of the call, for what fails */
    AnswerReader(Supplier<String> trace) {
        this.trace = trace;
    }

    /**
     * The events that are complete now. Fails with {@link ChatException.Unavailable} where the answer, or one event of it, has
     * no end.
     */
    List<Event> add(byte[] bytes) {
        length += bytes.length;
        limit(length, MOST_BYTES);
        int from = form == Form.UNKNOWN ? textIn(bytes) : 0;
        if (form == Form.JSON) {
            document.write(bytes, from, bytes.length - from);
            limit(document.size(), AnswerLimit.MOST_BYTES);
            return List.of();
        }
        List<Event> complete = events.add(bytes, from);
        limit(events.pending(), MOST_EVENT_BYTES);
        return complete;
    }

    private void limit(long is, int most) {
        if (is > most) {
            throw new ChatException.Unavailable("Azure OpenAI answered more than " + most + " bytes "
                    + (most == MOST_EVENT_BYTES ? "in one event " : "") + trace.get() + ".");
        }
    }

    /** What is left at the end: all of it, as one event, where it is JSON. */
    List<Event> end() {
        return form == Form.JSON
                ? List.of(new Event("", document.toString(StandardCharsets.UTF_8)), new Event("", DONE))
                : events.end();
    }

    /** Where the body's text begins, behind a mark of byte order and blanks; its first letter tells the form. */
    private int textIn(byte[] bytes) {
        int from = 0;
        while (from < bytes.length && BEFORE_TEXT.indexOf(bytes[from] & 0xFF) >= 0) {
            from++;
        }
        if (from < bytes.length) {
            form = bytes[from] == '{' || bytes[from] == '[' ? Form.JSON : Form.EVENTS;
        }
        return from;
    }
}
