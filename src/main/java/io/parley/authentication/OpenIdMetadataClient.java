package io.parley.authentication;

import io.parley.http.HttpAnswer;
import io.parley.http.HttpCall;
import io.parley.http.HttpLimits;
import io.parley.http.HttpPeer;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * Loads the keys of an OpenID provider on each call, within limits of time and size. Neither a redirect nor the metadata can
 * lead it to another host.
 */
final class OpenIdMetadataClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** The documents of the Connector and of Entra have 1 to 60 KiB. */
    private static final int MAXIMUM_LENGTH = 256 * 1024;

    private static final int OK = 200;

    private final OpenIdMetadataApi api;

    OpenIdMetadataClient(OpenIdMetadataApi api) {
        this.api = api;
    }

    static OpenIdMetadataClient create() {
        HttpPeer provider = HttpPeer.named("openid", new HttpLimits(TIMEOUT, TIMEOUT, TIMEOUT, MAXIMUM_LENGTH));
        return new OpenIdMetadataClient(location ->
                provider.send(HttpCall.get(location.toString(), Map.of())).map(OpenIdMetadataClient::document));
    }

    /** Returns the keys by their ids, at least one. Fails when they cannot be loaded within 5 s. */
    Uni<Map<String, SigningKey>> signingKeys(URI metadata) {
        return Uni.createFrom()
                .deferred(() -> api.read(metadata))
                .map(document -> OpenIdDocuments.keysLocation(document, metadata))
                .chain(api::read)
                .map(OpenIdDocuments::signingKeys)
                .ifNoItem()
                .after(TIMEOUT)
                .failWith(() -> new OpenIdMetadataException("The provider took longer than 5 s."));
    }

    private static String document(HttpAnswer answer) {
        if (answer.status() != OK) {
            throw new OpenIdMetadataException("The provider answered " + answer.status() + ".");
        }
        answer.flaw().ifPresent(flaw -> {
            throw new OpenIdMetadataException("A document is incomplete: " + flaw.getMessage() + ".");
        });
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
