package io.parley.authentication;

import io.parley.local.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a channel takes answers, in the one form in which two spellings of it are equal: scheme and host in lower case,
 * no default port, no slash at the end. The path, the query and the user part are kept as they are.
 */
record ServiceUrl(
        String scheme,
        @Nullable String userInfo,
        String host,
        int port,
        String path,
        @Nullable String query) {

    private static final int DEFAULT = -1;

    /** Empty for what is not an absolute HTTP address of a host. */
    static Optional<ServiceUrl> parse(String text) {
        try {
            return of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    boolean isLoopback() {
        return Loopback.contains(host);
    }

    private static Optional<ServiceUrl> of(URI uri) {
        if (uri.getScheme() == null || uri.getHost() == null || uri.getRawFragment() != null) {
            return Optional.empty();
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return Optional.empty();
        }
        return Optional.of(new ServiceUrl(
                scheme,
                uri.getRawUserInfo(),
                uri.getHost().toLowerCase(Locale.ROOT),
                port(scheme, uri.getPort()),
                withoutTrailingSlash(uri.getRawPath()),
                uri.getRawQuery()));
    }

    private static int port(String scheme, int port) {
        int usual = scheme.equals("https") ? 443 : 80;
        return port == usual ? DEFAULT : port;
    }

    private static String withoutTrailingSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
