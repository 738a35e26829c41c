package io.parley.http;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a response while it arrives. Its methods are called on one Vert.x context, one after the other. The last call is one of
 * {@link #end}, {@link #refused} and {@link #fail}.
 */
public interface StreamReader {

    /**
     * The head of a response with the status 200 has arrived.
     *
     * @param header returns the first value of a header
     */
    void begin(Function<String, @Nullable String> header);

    /** Reads the next piece of the body, which may be cut anywhere. */
    void read(byte[] piece);

    /** The body is complete. */
    void end();

    /** The peer answered with another status. The body is missing when it was too long or too slow. */
    void refused(HttpAnswer answer);

    /** There was no response, or it broke off. A {@link java.net.ConnectException} means that nothing was sent. */
    void fail(Throwable failure);
}
