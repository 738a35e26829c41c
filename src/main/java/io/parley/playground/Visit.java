package io.parley.playground;

import io.parley.http.Loopback;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a request to the playground. It must come from this machine, and from no page except the playground's own.
 *
 * @param remoteAddress the remote address of the connection
 * @param authority the requested host; absent in a malformed request
 */
record Visit(String scheme, String remoteAddress, @Nullable HostAndPort authority, MultiMap headers) {

    /**
     * Headers that proxies add: a proxy on this machine can forward a request from anywhere. Matches common parts of their
     * names, because no list is complete: {@code X-Forwarded-Port}, {@code CF-Connecting-IP}, {@code True-Client-IP}, {@code
     * X-ProxyUser-Ip}.
     */
    private static final Pattern OF_A_PROXY = Pattern.compile(
            "via|cdn-loop|front-end-https|surrogate-.*|.*host-override|true-client-.*|(x-)?ssl-client-.*|max-forwards"
                    + "|x-(host|scheme|url-scheme|rewrite-.*|(nginx|traefik|appgw|bluecoat|varnish|cloud-trace|haproxy)(-.*)?)"
                    + "|x-(request|queue)-start|x-coming-from|x-remote-user|(x-)?(cf|arr|azure|envoy|amz|amzn|akamai|fastly|cloudfront|appengine|original|proxy)-.*"
                    + "|.*(forward|(client|real|remote|connecting|originating|source|user|peer)-?(ip|addr|host)).*");

    private static final String FETCH_SITE = "Sec-Fetch-Site";
    private static final String FETCH_MODE = "Sec-Fetch-Mode";

    static Visit of(HttpServerRequest request) {
        return new Visit(
                request.scheme(), request.remoteAddress().hostAddress(), request.authority(), request.headers());
    }

    /** Returns why the request is rejected, in a sentence; empty if it is accepted. */
    Optional<String> objection() {
        if (!Loopback.isAddress(remoteAddress)) {
            return Optional.of("The playground is for this machine only.");
        }
        if (headers.names().stream().anyMatch(Visit::isOfAProxy)) {
            return Optional.of("The playground is for this machine only, and this request came through a proxy.");
        }
        // A page from elsewhere could let its own host name resolve to this machine.
        if (authority == null
                || headers.getAll(HttpHeaders.HOST).size() > 1
                || !Loopback.contains(bracketed(authority.host()))) {
            return Optional.of("The playground is to be asked for at localhost.");
        }
        return isOfAnotherPage() ? Optional.of("The playground answers no other page.") : Optional.empty();
    }

    private static boolean isOfAProxy(String header) {
        return OF_A_PROXY.matcher(header.toLowerCase(Locale.ROOT)).matches();
    }

    /** Checks the headers that browsers add for the requesting page. They are absent when a person follows a link. */
    private boolean isOfAnotherPage() {
        String origin = headers.get(HttpHeaders.ORIGIN);
        return (origin != null && !origin.equals(scheme + "://" + authority))
                || (!List.of("same-origin", "none")
                                .contains(headers.get(FETCH_SITE) == null ? "none" : headers.get(FETCH_SITE))
                        && !"navigate".equals(headers.get(FETCH_MODE)));
    }

    private static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
