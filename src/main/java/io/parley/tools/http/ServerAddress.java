package io.parley.tools.http;

import io.parley.http.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * The address of a server of tools, as the operator wrote it.
 *
 * @param text without a slash at its end
 * @param allowed where calls may go
 */
public record ServerAddress(String text, AllowedAddresses allowed) {

    private static final int HIGHEST_PORT = 65_535;

    /** Says what is wrong with an address, or nothing. */
    public static Optional<String> objection(String text, AllowedAddresses allowed, boolean hasCredential) {
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException malformed) {
            return Optional.of("is not an address such as https://api.example/v1");
        }
        if (address.getHost() == null) {
            return Optional.of("is not an address such as https://api.example/v1");
        }
        if (address.getRawUserInfo() != null || address.getRawFragment() != null) {
            return Optional.of("must have no user and no fragment");
        }
        if (address.getPort() == 0 || address.getPort() > HIGHEST_PORT) {
            return Optional.of("must have a port from 1 to " + HIGHEST_PORT);
        }
        if (address.getRawPath().lines().anyMatch(path -> !path.isEmpty() && !PathTemplate.isPath(path))) {
            return Optional.of("must have a path that goes nowhere up");
        }
        return objection(address, allowed, hasCredential);
    }

    private static Optional<String> objection(URI address, AllowedAddresses allowed, boolean hasCredential) {
        boolean plain =
                "http".equalsIgnoreCase(address.getScheme()) && allowed.isListed(address.getHost()) && !hasCredential;
        if (!Loopback.isSafe(address) && !plain) {
            return Optional.of(
                    "must be https. http is for this machine, and for a host of private-hosts when the source"
                            + " has no credentials");
        }
        return allowed.objection(address.getHost());
    }

    /** Returns the address without slashes at its end. */
    public static ServerAddress of(String text, AllowedAddresses allowed) {
        return new ServerAddress(text.replaceAll("/+$", ""), allowed);
    }
}
