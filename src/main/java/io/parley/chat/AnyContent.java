package io.parley.chat;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;

/**
 * Has the client hand over each answer as bytes. By its type it would choose a reader that fails where the type is missing or
 * another one, as gateways have it.
 */
final class AnyContent implements ClientResponseFilter {

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) {
        // Where the request was never sent, there are none.
        Optional.ofNullable(response.getHeaders())
                .ifPresent(headers -> headers.putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_OCTET_STREAM));
    }
}
