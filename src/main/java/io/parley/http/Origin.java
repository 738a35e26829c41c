package io.parley.http;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The scheme, host and port of an HTTP address, which decide whether a secret may be sent there.
 *
 * @param host in lower case; an IPv6 address is in brackets
 * @param port 443 or 80 if the address has no port
 */
public record Origin(String scheme, String host, int port) {

    /** Returns the origin of an http or https address; empty for any other address, and for an address with a user. */
    public static Optional<Origin> of(URI address) {
        String scheme = lowerCase(address.getScheme());
        boolean secure = scheme.equals("https");
        if ((!secure && !scheme.equals("http")) || address.getHost() == null || address.getRawUserInfo() != null) {
            return Optional.empty();
        }
        int defaultPort = secure ? 443 : 80;
        int port = address.getPort() == -1 ? defaultPort : address.getPort();
        return Optional.of(new Origin(scheme, lowerCase(address.getHost()), port));
    }

    private static String lowerCase(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    /** Whether this is an address of this machine. */
    public boolean loopback() {
        return Loopback.contains(host);
    }

    /** Whether a secret may be sent there: {@link Loopback#isSafe}. */
    public boolean confidential() {
        return Loopback.isSafe(scheme, host);
    }

    /** Spelled out, because a native executable interprets the comparison that records have by themselves. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Origin origin
                && port == origin.port
                && host.equals(origin.host)
                && scheme.equals(origin.scheme);
    }

    @Override
    public int hashCode() {
        return 31 * host.hashCode() + port;
    }

    /** Returns the origin as an address without a path. */
    @Override
    public String toString() {
        boolean defaultPort = port == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + host + (defaultPort ? "" : ":" + port);
    }
}
