package io.parley.chat;

import io.parley.credentials.AccessToken;
import io.parley.credentials.CachingTokenSource;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestFilter;

/**
 * Presents a token of Parley's identity. The request waits for the token without blocking. Without a token, it fails with a
 * {@link io.parley.credentials.CredentialException} and is not sent. The service accepts a key or a bearer token, never both.
 *
 * <p>When a token was answered with 401, it is discarded before the caller sees the answer: a repeated request presents a new
 * one.
 */
final class BearerAuthorization implements Authorization, ResteasyReactiveClientRequestFilter, ClientResponseFilter {

    private static final String PRESENTED = BearerAuthorization.class.getName();
    private static final int UNAUTHORIZED = 401;

    private final CachingTokenSource tokens;

    BearerAuthorization(CachingTokenSource tokens) {
        this.tokens = tokens;
    }

    @Override
    public void filter(ResteasyReactiveClientRequestContext request) {
        request.suspend();
        tokens.token().subscribe().with(token -> present(token, request), request::resume);
    }

    @Override
    public Uni<Presented> present() {
        return tokens.token()
                .map(token -> new Presented(
                        HttpHeaders.AUTHORIZATION, "Bearer " + token.value(), () -> tokens.discard(token)));
    }

    private static void present(AccessToken token, ResteasyReactiveClientRequestContext request) {
        request.setProperty(PRESENTED, token);
        request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + token.value());
        request.resume();
    }

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) {
        if (response.getStatus() == UNAUTHORIZED && request.getProperty(PRESENTED) instanceof AccessToken refused) {
            tokens.discard(refused);
        }
    }
}
