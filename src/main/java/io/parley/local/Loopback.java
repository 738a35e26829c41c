package io.parley.local;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * This machine's own addresses. Told by their text alone: a name that has to be looked up is never one, nor is any other
 * spelling of an address than the plain one.
 */
public final class Loopback {

    private static final Set<String> NAMES = Set.of("localhost", "[::1]");
    private static final Set<String> IPV6 = Set.of("::1", "0:0:0:0:0:0:0:1");
    private static final Pattern ADDRESS = Pattern.compile("127(\\.\\d{1,3}){3}");

    private Loopback() {}

    /** Whether the host of an address on the web is this machine; an IPv6 address stands in brackets. */
    public static boolean contains(@Nullable String host) {
        return host != null
                && (NAMES.contains(host.toLowerCase(Locale.ROOT))
                        || ADDRESS.matcher(host).matches());
    }

    /** Whether a connection's other end, as the network tells it, is this machine. */
    public static boolean isAddress(@Nullable String address) {
        return contains(address) || IPV6.contains(String.valueOf(address));
    }

    /** Whether nobody between here and a location can read or change what is said there: https, or on this machine. */
    public static boolean isSafe(URI location) {
        return location.getHost() != null
                && ("https".equalsIgnoreCase(location.getScheme())
                        || ("http".equalsIgnoreCase(location.getScheme()) && contains(location.getHost())));
    }
}
