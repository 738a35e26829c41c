package io.parley.http;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes the addresses of this machine by their text only. A name that needs a lookup is never one of them, nor is an
 * unusual spelling of an address.
 */
public final class Loopback {

    private static final Set<String> NAMES = Set.of("localhost", "[::1]");
    private static final Set<String> IPV6 = Set.of("::1", "0:0:0:0:0:0:0:1");
    private static final Pattern ADDRESS = Pattern.compile("127(\\.\\d{1,3}){3}");

    private Loopback() {}

    /** Whether the host of a URL is this machine. An IPv6 address is in brackets. */
    public static boolean contains(@Nullable String host) {
        return host != null
                && (NAMES.contains(host.toLowerCase(Locale.ROOT))
                        || ADDRESS.matcher(host).matches());
    }

    /** Whether the remote address of a connection is this machine. An IPv6 address has no brackets. */
    public static boolean isAddress(@Nullable String address) {
        return contains(address) || IPV6.contains(String.valueOf(address));
    }

    /**
     * Whether a secret may be sent to an address: by https, or by http on this machine, where no other machine can read it.
     */
    public static boolean isSafe(URI address) {
        return isSafe(address.getScheme(), address.getHost());
    }

    static boolean isSafe(@Nullable String scheme, @Nullable String host) {
        return host != null
                && ("https".equalsIgnoreCase(scheme) || ("http".equalsIgnoreCase(scheme) && contains(host)));
    }
}
