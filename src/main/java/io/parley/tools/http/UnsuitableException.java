package io.parley.tools.http;

/** A call cannot be made. Nothing was sent. The message is for the model. */
final class UnsuitableException extends RuntimeException {

    UnsuitableException(String message) {
        super(message, null, false, false);
    }
}
