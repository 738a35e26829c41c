package io.parley.authentication;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** This machine's own addresses. Told by their text alone: a name that has to be looked up is never one. */
final class Loopback {

    private static final Set<String> NAMES = Set.of("localhost", "[::1]");
    private static final Set<String> IPV6 = Set.of("::1", "0:0:0:0:0:0:0:1");
    private static final Pattern ADDRESS = Pattern.compile("127(\\.\\d{1,3}){3}");

    private Loopback() {}

    static boolean contains(@Nullable String host) {
        return host != null
                && (NAMES.contains(host.toLowerCase(Locale.ROOT))
                        || ADDRESS.matcher(host).matches());
    }

    /** Whether a connection's other end, as the network tells it, is this machine. */
    static boolean isAddress(@Nullable String address) {
        return contains(address) || IPV6.contains(String.valueOf(address));
    }

    /** Whether nobody between here and the location can change what it says. */
    static boolean isSafeToFetch(URI location) {
        return location.getHost() != null
                && ("https".equalsIgnoreCase(location.getScheme())
                        || ("http".equalsIgnoreCase(location.getScheme()) && contains(location.getHost())));
    }
}
