package io.parley.tools.mcp;

import io.parley.http.BodyEnd;
import io.parley.http.ServerSentEvents;

/** Ends a stream of events at the response to a request: some servers leave the stream open. */
final class ResponseEnd implements BodyEnd {

    private final long id;
    private final ServerSentEvents events = new ServerSentEvents();

    ResponseEnd(long id) {
        this.id = id;
    }

    /** A body of JSON looks like an unfinished event; it ends with its stream. */
    @Override
    public boolean isReachedWith(byte[] piece) {
        return events.add(piece, 0).stream()
                .anyMatch(event -> !RpcAnswer.response(event.data(), id).isMissingNode());
    }
}
