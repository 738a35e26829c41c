package io.parley.credentials;

import io.parley.http.Origin;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The platform's address for tokens of managed identities. The platform chooses the address and serves plain http: on this
 * machine, at a link-local address, or in App Service's private network of each container. Http is allowed only there.
 */
final class PlatformEndpoint {

    private static final String NUMBER = "\\d{1,3}";
    private static final Pattern NEARBY = Pattern.compile(
            "169\\.254\\.%1$s\\.%1$s|10\\.%1$s\\.%1$s\\.%1$s|192\\.168\\.%1$s\\.%1$s|172\\.(1[6-9]|2\\d|3[01])\\.%1$s\\.%1$s"
                    .formatted(NUMBER));

    private PlatformEndpoint() {}

    /**
     * Reads an address to which a secret may be sent.
     *
     * @param variable the environment variable of the setting
     * @throws ConfigurationException if a secret must not be sent there; names the variable
     */
    static URI of(String setting, String variable) {
        return parse(setting.strip())
                .filter(PlatformEndpoint::confidential)
                .orElseThrow(() -> new ConfigurationException(variable
                        + " must be the address that the platform gives for tokens of managed identities: https, or http"
                        + " at a loopback, link-local or private address."));
    }

    private static Optional<URI> parse(String setting) {
        try {
            return Optional.of(new URI(setting))
                    .filter(address -> address.getRawQuery() == null && address.getRawFragment() == null);
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    private static boolean confidential(URI address) {
        return Origin.of(address)
                .filter(origin ->
                        origin.confidential() || NEARBY.matcher(origin.host()).matches())
                .isPresent();
    }
}
