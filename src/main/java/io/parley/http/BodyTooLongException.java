package io.parley.http;

/** A peer's response is longer than its limit. */
public final class BodyTooLongException extends RuntimeException {

    BodyTooLongException(long limit) {
        super("The response is longer than " + limit + " bytes");
    }
}
