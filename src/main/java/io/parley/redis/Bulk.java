package io.parley.redis;

import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A text that Redis answered: a part of the bytes that arrived. */
final class Bulk implements Response {

    private final byte[] bytes;
    private final int from;
    private final int length;

    Bulk(byte[] bytes, int from, int length) {
        this.bytes = bytes;
        this.from = from;
        this.length = length;
    }

    @Override
    public ResponseType type() {
        return ResponseType.BULK;
    }

    @Override
    public String toString() {
        return toString(StandardCharsets.UTF_8);
    }

    @Override
    public String toString(Charset encoding) {
        return new String(bytes, from, length, encoding);
    }

    @Override
    public byte[] toBytes() {
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    @Override
    public Buffer toBuffer() {
        return Buffer.buffer(toBytes());
    }
}
