package io.parley.http;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;

/** Starts typed REST clients. Each has the limits of an {@link HttpPeer} for its connections and headers. */
public final class RestClients {

    private RestClients() {}

    /**
     * Starts a client that follows no redirects, because a redirect would carry its credentials to any address.
     *
     * @param connectTime the time to connect
     * @param readTime the longest time without a byte of the response; frees the connection of a call that was given up
     */
    public static QuarkusRestClientBuilder to(URI base, Duration connectTime, Duration readTime) {
        return QuarkusRestClientBuilder.newBuilder()
                .baseUri(base)
                .followRedirects(false)
                .property(QuarkusRestClientProperties.MAX_HEADER_SIZE, HttpLimits.LONGEST_HEADERS)
                .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, HttpLimits.MOST_CONNECTIONS)
                .connectTimeout(connectTime.toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(readTime.toMillis(), TimeUnit.MILLISECONDS);
    }
}
