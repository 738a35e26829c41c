package io.parley.chat;

import io.parley.http.ServerSentEvents;
import io.parley.http.ServerSentEvents.Event;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads the body of an answer by its content, not by its headers: server-sent events, or JSON. Some gateways drop the media
 * type of a stream, or collect its pieces into one document.
 */
final class AnswerReader {

    static final String DONE = "[DONE]";

    /** The limit of a stream. The service adds about 500 bytes to each word. */
    static final int MOST_BYTES = 16 * 1024 * 1024;

    /** The limit of one event of a stream: a word, or the whole text if a gateway collects the words. */
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

    /** @param trace of the call, for error messages */
    AnswerReader(Supplier<String> trace) {
        this.trace = trace;
    }

    /**
     * Returns the events that are complete now. Fails with {@link ChatException.Unavailable} if the answer, or one event of
     * it, is too long.
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

    /** Returns the bytes that are held until they are an event or a whole document. */
    long held() {
        return document.size() + events.pending();
    }

    private void limit(long is, int most) {
        if (is > most) {
            throw new ChatException.Unavailable("Azure OpenAI answered more than " + most + " bytes "
                    + (most == MOST_EVENT_BYTES ? "in one event " : "") + trace.get() + ".");
        }
    }

    /** Returns the remaining events at the end: a JSON document is one event. */
    List<Event> end() {
        return form == Form.JSON
                ? List.of(new Event("", document.toString(StandardCharsets.UTF_8)), new Event("", DONE))
                : events.end();
    }

    /** Returns where the text of the body begins, behind a byte order mark and blanks; its first letter shows the form. */
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
