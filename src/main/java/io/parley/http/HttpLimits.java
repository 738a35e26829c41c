package io.parley.http;

import java.time.Duration;

/**
 * How much of a peer is endured.
 *
 * @param connectTime until the connection is there
 * @param callTime for all of a call, from the wait for a connection to the last byte; a peer that sends a byte a second does
 *     not extend it
 * @param bodyTime for the body alone, from the answer's head on
 * @param bodyBytes of an answer's body; nothing is decompressed, so these are the bytes on the wire as well
 */
public record HttpLimits(Duration connectTime, Duration callTime, Duration bodyTime, int bodyBytes) {

    /** Enough for a token, an activity's id or an error. */
    public static final int SHORT_BODY = 64 * 1024;

    /** A peer whose answers are short, and whose bodies have as long as the call. */
    public static HttpLimits shortBody(Duration connectTime, Duration callTime) {
        return new HttpLimits(connectTime, callTime, callTime, SHORT_BODY);
    }
}
