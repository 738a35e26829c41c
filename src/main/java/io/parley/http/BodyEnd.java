package io.parley.http;

/** Recognizes the end of a body before its stream ends: a peer may keep the stream open after the complete answer. */
@FunctionalInterface
public interface BodyEnd {

    /** The body ends with its stream. */
    BodyEnd OF_STREAM = piece -> false;

    /** Whether the body is complete with this piece, the next one of the body. */
    boolean isReachedWith(byte[] piece);

    /** Returns how many bytes it keeps of the body. They count as memory of the call, beside the body itself. */
    default long held() {
        return 0;
    }
}
