package io.parley.playground;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/**
 * The channel's response to the bot.
 *
 * @param messageId the message that the bot's activity begins, continues or replaces
 */
record ConnectorResponse(int status, String messageId) {

    private static final int COME_BACK_AFTER_SECONDS = 1;

    Response toHttp() {
        return switch (status) {
            case 429 ->
                Response.status(status)
                        .header(HttpHeaders.RETRY_AFTER, COME_BACK_AFTER_SECONDS)
                        .entity(Map.of("error", Map.of("code", "TooManyRequests", "message", "Rate limit")))
                        .build();
            case 502 -> Response.status(status).build();
            default -> Response.status(status).entity(Map.of("id", messageId)).build();
        };
    }
}
