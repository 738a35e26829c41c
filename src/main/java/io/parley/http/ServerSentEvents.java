package io.parley.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Puts server-sent events together from bytes that are cut anywhere, with any of the line ends that the format knows. */
public final class ServerSentEvents {

    /** Bytes that a line takes beside its text. */
    private static final int LINE_COST = 64;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final List<String> data = new ArrayList<>();
    private String name = "";
    private long dataLength;
    private boolean returned;

    /** The events that these bytes complete. */
    public List<Event> add(byte[] bytes, int from) {
        List<Event> complete = new ArrayList<>();
        int start = from;
        for (int i = from; i < bytes.length; i++) {
            boolean lineFeed = bytes[i] == '\n';
            boolean carriageReturn = bytes[i] == '\r';
            if (carriageReturn || (lineFeed && !returned)) {
                line.write(bytes, start, i - start);
                endLine(complete);
            }
            if (lineFeed || carriageReturn) {
                start = i + 1;
            }
            returned = carriageReturn;
        }
        line.write(bytes, start, bytes.length - start);
        return complete;
    }

    /** How much is held of an event that is not complete. An empty line counts as well. */
    public long pending() {
        return line.size() + dataLength;
    }

    /** What is left at the end: servers leave out the last line ends. */
    public List<Event> end() {
        List<Event> complete = new ArrayList<>();
        endLine(complete);
        dispatch(complete);
        return complete;
    }

    private void endLine(List<Event> complete) {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
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

    /** @param name {@code ""} where it has none */
    public record Event(String name, String data) {}
}
