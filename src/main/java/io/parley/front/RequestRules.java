package io.parley.front;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Rejects requests by their request line and host. A request that passes has one of seven methods, exactly one host, and a
 * path that the port serves.
 */
final class RequestRules {

    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.DELETE,
            HttpMethod.PATCH,
            HttpMethod.OPTIONS);

    private final Predicate<String> knownPath;
    private final boolean withPages;

    private RequestRules(Predicate<String> knownPath, boolean withPages) {
        this.knownPath = knownPath;
        this.withPages = withPages;
    }

    /** @param knownPath whether the port serves a normalized path */
    static RequestRules of(Predicate<String> knownPath) {
        return new RequestRules(knownPath, true);
    }

    /**
     * Returns rules that refuse web pages as well. A browser sends an Origin with each request whose answer a page could read, or
     * that could change something. The framework would allow every origin.
     *
     * @param knownPath whether the port serves a normalized path
     */
    static RequestRules withoutPages(Predicate<String> knownPath) {
        return new RequestRules(knownPath, false);
    }

    /** @param normalPath the path without dot segments, double slashes and unnecessary percent-encoding */
    Optional<Refusal> objection(HttpServerRequest request, String normalPath) {
        if (!hasKnownLength(request)) {
            return Optional.of(Refusal.UNKNOWN_LENGTH);
        }
        if (!METHODS.contains(request.method())) {
            return Optional.of(Refusal.UNKNOWN_METHOD);
        }
        if (!request.uri().startsWith("/") || !isOfOneHost(request) || !hasReadableQuery(request)) {
            return Optional.of(Refusal.MALFORMED);
        }
        if (!withPages && request.headers().contains(HttpHeaders.ORIGIN)) {
            return Optional.of(Refusal.FROM_A_PAGE);
        }
        return hasParameters(request.uri()) || !knownPath.test(normalPath)
                ? Optional.of(Refusal.UNKNOWN_PATH)
                : Optional.empty();
    }

    /**
     * RFC 9112, 6.1: a body in another coding than chunks has no end that this server could see. The decoder takes such a body for
     * the next request, which a proxy in front took for a body.
     */
    private static boolean hasKnownLength(HttpServerRequest request) {
        List<String> codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        return codings.isEmpty()
                || (codings.size() == 1
                        && codings.get(0).equalsIgnoreCase("chunked")
                        && request.version() == HttpVersion.HTTP_1_1);
    }

    /** Finds matrix parameters: the framework removes them from a path, a proxy does not. */
    private static boolean hasParameters(String uri) {
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        return path.indexOf(';') >= 0 || path.toLowerCase(Locale.ROOT).contains("%3b");
    }

    /** Whether the percent-encoding of the query is complete: handlers would fail at it. */
    private static boolean hasReadableQuery(HttpServerRequest request) {
        try {
            return request.query() == null || request.params() != null;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** RFC 9112, 3.2: HTTP/1.1 requires one Host. HTTP/2 allows it beside the authority, and both must be equal. */
    private static boolean isOfOneHost(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
        if (hosts.size() > 1 || (request.authority() == null && request.version() != HttpVersion.HTTP_1_0)) {
            return false;
        }
        return request.version() != HttpVersion.HTTP_2
                || hosts.isEmpty()
                || hosts.get(0).equalsIgnoreCase(request.authority().toString());
    }
}
