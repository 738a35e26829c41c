package io.parley.authentication;

import io.parley.http.Loopback;
import io.parley.registration.Cloud;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.time.Clock;

/** Knows where the signing keys of each issuer are loaded from. */
final class KeySources {

    private final Cloud cloud;
    private final AuthenticationConfig config;
    private final Clock ages;

    /** @param ages a monotonic clock for the age of keys */
    KeySources(Cloud cloud, AuthenticationConfig config, Clock ages) {
        this.cloud = cloud;
        this.config = config;
        this.ages = ages;
    }

    SigningKeys ofConnector(OpenIdMetadataClient metadata) {
        URI location = config.connectorMetadata().orElse(cloud.connectorMetadata());
        return keys(safe(location, "PARLEY_AUTHENTICATION_CONNECTOR_METADATA"), metadata);
    }

    SigningKeys ofEntra(OpenIdMetadataClient metadata) {
        URI location = config.entraMetadata().orElse(EntraIssuers.metadata(cloud));
        return keys(safe(location, "PARLEY_AUTHENTICATION_ENTRA_METADATA"), metadata);
    }

    SigningKeys ofPlayground(LocalIssuer issuer) {
        return new SigningKeys("the playground", issuer.signingKeys(), config.keys(), ages);
    }

    private SigningKeys keys(URI location, OpenIdMetadataClient metadata) {
        return new SigningKeys(location.getHost(), metadata.signingKeys(location), config.keys(), ages);
    }

    private static URI safe(URI location, String variable) {
        if (Loopback.isSafe(location)) {
            return location;
        }
        throw new ConfigurationException(variable + " must be an HTTPS address, or one of this machine.");
    }
}
