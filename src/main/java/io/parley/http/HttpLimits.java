package io.parley.http;

import java.time.Duration;

/**
 * The limits for calls to a peer.
 *
 * @param connectTime the time to connect
 * @param callTime the time for the whole call, from the wait for a connection to the last byte; a peer cannot extend it with
 *     a byte a second
 * @param bodyTime the time for the body, from the end of the response's header
 * @param bodyBytes the length of a response's body; nothing is decompressed, so this is also the number of received bytes
 */
public record HttpLimits(Duration connectTime, Duration callTime, Duration bodyTime, int bodyBytes) {

    /** The connections to one host. More than the turns that can run at once, so that no call waits for a connection. */
    static final int MOST_CONNECTIONS = 4096;

    /** Azure sends about 2 KiB; gateways add more. */
    static final int LONGEST_HEADERS = 16 * 1024;

    /** Enough for a token, the id of an activity, or an error. */
    public static final int SHORT_BODY = 64 * 1024;

    /** Returns limits for a peer with short responses. The body has the same time limit as the call. */
    public static HttpLimits shortBody(Duration connectTime, Duration callTime) {
        return new HttpLimits(connectTime, callTime, callTime, SHORT_BODY);
    }

    /** Returns these limits with another time for the whole call, which is also the time for its body. */
    HttpLimits within(Duration time) {
        return new HttpLimits(connectTime, time, time, bodyBytes);
    }
}
