package io.parley.tools.mcp;

import io.parley.http.BodyEnd;
import io.parley.http.ServerSentEvents;

/** Ends a stream of events at the response to a request: some servers leave the stream open. */
final class ResponseEnd implements BodyEnd {

    private final long id;
    private final ServerSentEvents events = new ServerSentEvents();
    private boolean hasBegun;
    private boolean isJson;

    ResponseEnd(long id) {
        this.id = id;
    }

    @Override
    public long held() {
        return events.pending();
    }

    /** A body of JSON ends with its stream, and is not kept here: as events, it would be one line that does not end. */
    @Override
    public boolean isReachedWith(byte[] piece) {
        begin(piece);
        return !isJson && containsResponse(piece);
    }

    /** Decides by the first character that is no blank, as {@link RpcAnswer} does. */
    private void begin(byte[] piece) {
        for (int place = 0; place < piece.length && !hasBegun; place++) {
            hasBegun = !Character.isWhitespace(piece[place]);
            isJson = piece[place] == '{' || piece[place] == '[';
        }
    }

    private boolean containsResponse(byte[] piece) {
        return events.add(piece, 0).stream()
                .anyMatch(event -> !RpcAnswer.response(event.data(), id).isMissingNode());
    }
}
