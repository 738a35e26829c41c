package io.parley.authentication;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Uni;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;

/**
 * Fetches the keys of an OpenID provider, each time it is asked. Bounded in time and size, and never led to another
 * host: not by a redirect, and not by the metadata.
 */
final class OpenIdMetadataClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Shorter, so that a provider which says nothing is given up by the connection that waits for it. */
    private static final Duration SILENCE = Duration.ofSeconds(4);

    /** The documents of the Connector and of Entra are of 1 to 60 KiB. */
    private static final int MAXIMUM_LENGTH = 256 * 1024;

    /** Stands where the builder wants one; each call names its own. */
    private static final URI NOWHERE = URI.create("https://localhost");

    private final OpenIdMetadataApi api;

    OpenIdMetadataClient(OpenIdMetadataApi api) {
        this.api = api;
    }

    static OpenIdMetadataClient create() {
        OpenIdMetadataApi api = QuarkusRestClientBuilder.newBuilder()
                .baseUri(NOWHERE)
                .followRedirects(false)
                // The client closes a connection at the end of a document, when another call may have been given it.
                .property(QuarkusRestClientProperties.KEEP_ALIVE_ENABLED, false)
                .connectTimeout(SILENCE.toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(SILENCE.toMillis(), TimeUnit.MILLISECONDS)
                .build(OpenIdMetadataApi.class);
        return new OpenIdMetadataClient(api);
    }

    /** The keys by their ids; at least one. Fails with anything if they cannot be had within 5 s. */
    Uni<Map<String, SigningKey>> signingKeys(URI metadata) {
        return Uni.createFrom()
                .deferred(() -> read(metadata))
                .map(document -> OpenIdDocuments.keysLocation(document, metadata))
                .chain(this::read)
                .map(OpenIdDocuments::signingKeys)
                .ifNoItem()
                .after(TIMEOUT)
                .failWith(() -> new OpenIdMetadataException("The provider took longer than 5 s."));
    }

    private Uni<String> read(URI location) {
        return api.read(location)
                .collect()
                .in(ByteArrayOutputStream::new, OpenIdMetadataClient::append)
                .map(bytes -> bytes.toString(StandardCharsets.UTF_8));
    }

    private static void append(ByteArrayOutputStream document, byte[] piece) {
        if (document.size() + piece.length > MAXIMUM_LENGTH) {
            throw new OpenIdMetadataException("A document is longer than 256 KiB.");
        }
        document.writeBytes(piece);
    }
}
