package io.parley.http;

/** A peer's answer has more bytes than it may have. */
public final class BodyTooLongException extends RuntimeException {

    BodyTooLongException(long limit) {
        super("The answer is longer than " + limit + " bytes");
    }
}
