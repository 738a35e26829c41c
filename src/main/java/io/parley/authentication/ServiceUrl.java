package io.parley.authentication;

import io.parley.http.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The serviceUrl of an activity or a token, normalized for comparison: scheme and host in lower case, no default port, no
 * slash at the end. Path, query and user part are unchanged.
 */
record ServiceUrl(
        String scheme,
        @Nullable String userInfo,
        String host,
        int port,
        String path,
        @Nullable String query) {

    private static final int DEFAULT = -1;

    /** Returns empty for anything but an absolute HTTP address with a host. */
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

    /** Spelled out, because a native executable interprets the comparison that records have by themselves. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ServiceUrl url
                && port == url.port
                && path.equals(url.path)
                && host.equals(url.host)
                && scheme.equals(url.scheme)
                && Objects.equals(query, url.query)
                && Objects.equals(userInfo, url.userInfo);
    }

    @Override
    public int hashCode() {
        return 31 * host.hashCode() + path.hashCode();
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
