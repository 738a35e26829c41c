package io.parley.redis;

import java.nio.charset.StandardCharsets;

/**
 * Bytes that arrived on a connection and are not read yet. They begin with a line, which may announce a text behind it. Bytes are
 * searched once for the end of a line, and copied at most a few times, however small the pieces are in which they arrive.
 */
final class ArrivedBytes {

    private static final String KINDS = "+-:$*";

    /** In bytes. Longer than any number, status or error of Redis. */
    private static final int LONGEST_LINE = 64 << 10;

    private static final int MOST_DIGITS = 18;
    private static final int END_OF_LINE = 2;

    private byte[] bytes = {};
    private int at;
    private int end;

    /** The position up to which no line ends, or where the first line ends. */
    private int lineEnd;

    /** How many bytes the first line and its text take; 0 if that is not known. */
    private int needed;

    /** Adds bytes, which are kept. */
    void append(byte[] more) {
        int unread = end - at;
        if (unread == 0) {
            hold(more, 0);
        } else if (bytes.length - end < more.length) {
            byte[] longer = new byte[longer(unread + more.length)];
            System.arraycopy(bytes, at, longer, 0, unread);
            hold(longer, unread);
            System.arraycopy(more, 0, bytes, end, more.length);
        } else {
            System.arraycopy(more, 0, bytes, end, more.length);
        }
        end += more.length;
    }

    private void hold(byte[] other, int unread) {
        bytes = other;
        lineEnd -= at;
        at = 0;
        end = unread;
    }

    /** Returns a size for this many bytes, and for some that follow. */
    private int longer(int size) {
        return needed > size ? Math.min(needed, 2 * size) : 2 * size;
    }

    /**
     * Returns whether the first line is complete.
     *
     * @throws IllegalStateException if it is too long, or no line of RESP 2
     */
    boolean findLine() {
        if (at == end) {
            return false;
        }
        demand(KINDS.indexOf(kind()) >= 0);
        while (lineEnd < end - 1 && !isEndOfLine(lineEnd)) {
            lineEnd++;
        }
        demand(lineEnd - at < LONGEST_LINE);
        return lineEnd < end - 1;
    }

    byte kind() {
        return bytes[at];
    }

    /** Returns the length of the first line, in bytes. */
    int lineLength() {
        return lineEnd - at;
    }

    /** Returns the first line without its kind. */
    String line() {
        return new String(bytes, at + 1, lineEnd - at - 1, StandardCharsets.UTF_8);
    }

    /**
     * Reads the first line as a number.
     *
     * @throws IllegalStateException if it is none
     */
    long number() {
        boolean negative = bytes[at + 1] == '-';
        int first = at + (negative ? 2 : 1);
        demand(first < lineEnd && lineEnd - first <= MOST_DIGITS);
        long number = 0;
        for (int place = first; place < lineEnd; place++) {
            int digit = bytes[place] - '0';
            demand(digit >= 0 && digit <= 9);
            number = 10 * number + digit;
        }
        return negative ? -number : number;
    }

    /** Returns whether the text behind the first line is complete. */
    boolean hasText(int length) {
        int textEnd = lineEnd + END_OF_LINE + length + END_OF_LINE;
        needed = textEnd - at;
        return textEnd <= end;
    }

    /**
     * Returns the text behind the first line, and removes both.
     *
     * @throws IllegalStateException if no line ends behind the text
     */
    Bulk text(int length) {
        int from = lineEnd + END_OF_LINE;
        demand(isEndOfLine(from + length));
        removeUntil(from + length + END_OF_LINE);
        return new Bulk(bytes, from, length);
    }

    /** Removes the first line. */
    void endLine() {
        removeUntil(lineEnd + END_OF_LINE);
    }

    private void removeUntil(int place) {
        at = place;
        lineEnd = place;
        needed = 0;
    }

    private boolean isEndOfLine(int place) {
        return bytes[place] == '\r' && bytes[place + 1] == '\n';
    }

    static void demand(boolean isReadable) {
        if (!isReadable) {
            throw new IllegalStateException("Not an answer of Redis");
        }
    }
}
