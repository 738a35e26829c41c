package io.parley.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Assembles server-sent events from bytes that are split anywhere, with each of the line ends that the format allows. */
public final class ServerSentEvents {

    /** Bytes that a line needs in addition to its text. */
    private static final int LINE_COST = 64;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final List<String> data = new ArrayList<>();
    private String name = "";
    private long dataLength;
    private boolean returned;

    /** Returns the events that are complete with these bytes. */
    public List<Event> add(byte[] bytes, int from) {
        List<Event> complete = new ArrayList<>();
        int start = from;
        for (int i = from; i < bytes.length; i++) {
            boolean lineFeed = bytes[i] == '\n';
            boolean carriageReturn = bytes[i] == '\r';
            if (carriageReturn || (lineFeed && !returned)) {
                endLine(text(bytes, start, i), complete);
            }
            if (lineFeed || carriageReturn) {
                start = i + 1;
            }
            returned = carriageReturn;
        }
        line.write(bytes, start, bytes.length - start);
        return complete;
    }

    /** Returns the size of an incomplete event in bytes. An empty line counts as well. */
    public long pending() {
        return line.size() + dataLength;
    }

    /** Returns the remaining event at the end: servers omit the last line ends. */
    public List<Event> end() {
        List<Event> complete = new ArrayList<>();
        endLine(text(new byte[0], 0, 0), complete);
        dispatch(complete);
        return complete;
    }

    /** Returns the line that ends in these bytes. Most begin there too, and are not copied before. */
    private String text(byte[] bytes, int start, int end) {
        if (line.size() == 0) {
            return new String(bytes, start, end - start, StandardCharsets.UTF_8);
        }
        line.write(bytes, start, end - start);
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        return text;
    }

    private void endLine(String text, List<Event> complete) {
        if (text.isEmpty()) {
            dispatch(complete);
        } else {
            field(text);
        }
    }

    /** A comment is a field without a name. */
    private void field(String text) {
        int colon = text.indexOf(':');
        String field = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1);
        value = value.startsWith(" ") ? value.substring(1) : value;
        if (field.equals("data")) {
            data.add(value);
            dataLength += value.length() + LINE_COST;
        } else if (field.equals("event")) {
            name = value;
        }
    }

    private void dispatch(List<Event> complete) {
        if (!data.isEmpty()) {
            complete.add(new Event(name, String.join("\n", data)));
        }
        data.clear();
        dataLength = 0;
        name = "";
    }

    /** @param name {@code ""} if it has none */
    public record Event(String name, String data) {}
}
