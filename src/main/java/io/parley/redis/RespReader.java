package io.parley.redis;

import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import io.vertx.redis.client.impl.types.MultiType;
import io.vertx.redis.client.impl.types.NumberType;
import io.vertx.redis.client.impl.types.SimpleStringType;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Redis answers on one connection, in its protocol RESP 2. Answers refer to the bytes that arrived and copy nothing.
 * An answer that is not complete is read again from its beginning when more of it has arrived.
 */
final class RespReader {

    /** More levels and elements than any script answers. */
    private static final int DEEPEST = 16;

    private static final int MOST_ELEMENTS = 1 << 22;

    /** As Redis limits its texts. */
    private static final int LONGEST = 512 << 20;

    private static final Response INCOMPLETE = SimpleStringType.create("incomplete");

    private byte[] bytes = {};
    private int end;
    private int at;

    /** The position that an incomplete answer reaches at least. */
    private int wanted;

    /**
     * Adds bytes that have arrived, which the reader keeps.
     *
     * @param answers gets each complete answer; null where Redis has no value
     * @throws IllegalStateException if the bytes are not an answer of Redis
     */
    void add(byte[] more, Consumer<@Nullable Response> answers) {
        append(more);
        while (at < end && end >= wanted) {
            int from = at;
            Response answer = read(0);
            if (answer == INCOMPLETE) {
                at = from;
                return;
            }
            wanted = 0;
            answers.accept(answer);
        }
    }

    private void append(byte[] more) {
        int rest = end - at;
        if (rest == 0) {
            bytes = more;
            at = 0;
            end = 0;
        } else if (bytes.length - end < more.length) {
            byte[] longer = new byte[longer(rest + more.length)];
            System.arraycopy(bytes, at, longer, 0, rest);
            System.arraycopy(more, 0, longer, rest, more.length);
            bytes = longer;
            wanted -= at;
            at = 0;
            end = rest;
        } else {
            System.arraycopy(more, 0, bytes, end, more.length);
        }
        end += more.length;
    }

    /** Returns a size for this many bytes, and for some that follow. */
    private int longer(int size) {
        return Math.max(size, Math.min(wanted - at, 2 * size));
    }

    private @Nullable Response read(int depth) {
        int line = lineEnd();
        if (line < 0) {
            return incomplete(end + 1);
        }
        int from = at + 1;
        byte kind = bytes[at];
        at = line + 2;
        return switch (kind) {
            case '+' -> SimpleStringType.create(text(from, line));
            case '-' -> ErrorType.create(text(from, line));
            case ':' -> NumberType.create(number(from, line));
            case '$' -> bulk(number(from, line));
            case '*' -> list(number(from, line), depth);
            default -> throw new IllegalStateException("Not an answer of Redis");
        };
    }

    /** Returns the position of the next line's end, or -1 if that has not arrived. */
    private int lineEnd() {
        for (int place = at; place < end - 1; place++) {
            if (bytes[place] == '\r' && bytes[place + 1] == '\n') {
                return place;
            }
        }
        return -1;
    }

    private @Nullable Response bulk(long length) {
        if (length < 0) {
            return null;
        }
        demand(length <= LONGEST);
        int from = at;
        at += (int) length + 2;
        return at > end ? incomplete(at) : new Bulk(bytes, from, (int) length);
    }

    private @Nullable Response list(long length, int depth) {
        if (length < 0) {
            return null;
        }
        demand(length <= MOST_ELEMENTS && depth < DEEPEST);
        MultiType list = MultiType.create(length, false);
        for (int place = 0; place < length; place++) {
            Response element = read(depth + 1);
            if (element == INCOMPLETE) {
                return INCOMPLETE;
            }
            list.add(element);
        }
        return list;
    }

    private Response incomplete(int until) {
        wanted = until;
        return INCOMPLETE;
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private long number(int from, int to) {
        boolean negative = bytes[from] == '-';
        long number = 0;
        for (int place = negative ? from + 1 : from; place < to; place++) {
            int digit = bytes[place] - '0';
            demand(digit >= 0 && digit <= 9);
            number = 10 * number + digit;
        }
        return negative ? -number : number;
    }

    private static void demand(boolean readable) {
        if (!readable) {
            throw new IllegalStateException("Not an answer of Redis");
        }
    }
}
