package io.parley.http;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Assembles server-sent events from bytes that are split anywhere, with each of the line ends that the format allows. */
public final class ServerSentEvents {

    /** Bytes that a line needs in addition to its text. */
    private static final int LINE_COST = 64;

    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};

    /** The line that is not complete. Unlike the streams of the JDK, it takes no lock. */
    private Buffer line = Buffer.buffer();

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
                endLine(bytes, start, i, complete);
            }
            if (lineFeed || carriageReturn) {
                start = i + 1;
            }
            returned = carriageReturn;
        }
        line.appendBytes(bytes, start, bytes.length - start);
        return complete;
    }

    /** Returns the size of an incomplete event in bytes. An empty line counts as well. */
    public long pending() {
        return line.length() + dataLength;
    }

    /** Returns the remaining event at the end: servers omit the last line ends. */
    public List<Event> end() {
        List<Event> complete = new ArrayList<>();
        endLine(new byte[0], 0, 0, complete);
        dispatch(complete);
        return complete;
    }

    /** Ends a line in these bytes. Most lines begin there too, and are not copied before. */
    private void endLine(byte[] bytes, int start, int end, List<Event> complete) {
        if (line.length() == 0) {
            addLine(bytes, start, end, complete);
        } else {
            byte[] whole = line.appendBytes(bytes, start, end - start).getBytes();
            line = Buffer.buffer();
            addLine(whole, 0, whole.length, complete);
        }
    }

    private void addLine(byte[] bytes, int start, int end, List<Event> complete) {
        if (start == end) {
            dispatch(complete);
        } else if (isField(DATA, bytes, start, end)) {
            String value = value(bytes, start + DATA.length, end);
            data.add(value);
            dataLength += value.length() + LINE_COST;
        } else if (isField(EVENT, bytes, start, end)) {
            name = value(bytes, start + EVENT.length, end);
        }
    }

    /** Whether a line begins with the name of a field. A comment is a field without a name. */
    private static boolean isField(byte[] field, byte[] bytes, int start, int end) {
        int behind = start + field.length;
        return behind <= end
                && Arrays.equals(field, 0, field.length, bytes, start, behind)
                && (behind == end || bytes[behind] == ':');
    }

    /** Returns the value behind the name of a field: behind a colon, and a blank if there is one. */
    private static String value(byte[] bytes, int name, int end) {
        int start = Math.min(name + 1, end);
        int from = start < end && bytes[start] == ' ' ? start + 1 : start;
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    private void dispatch(List<Event> complete) {
        if (!data.isEmpty()) {
            complete.add(new Event(name, data.size() == 1 ? data.get(0) : String.join("\n", data)));
        }
        data.clear();
        dataLength = 0;
        name = "";
    }

    /** @param name {@code ""} if it has none */
    public record Event(String name, String data) {}
}
