package io.parley.http;

/** A peer's response is long, and other long responses have taken the memory for such ones. */
public final class NoMemoryException extends RuntimeException {

    NoMemoryException() {
        super("There is no memory for a long response beside others");
    }
}
