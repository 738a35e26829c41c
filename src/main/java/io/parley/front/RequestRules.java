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

    /** @param knownPath whether the port serves a normalized path */
    RequestRules(Predicate<String> knownPath) {
        this.knownPath = knownPath;
    }

    /** @param normalPath the path without dot segments, double slashes and unnecessary percent-encoding */
    Optional<Refusal> objection(HttpServerRequest request, String normalPath) {
        if (!hasKnownLength(request)) {
            return Optional.of(Refusal.UNKNOWN_LENGTH);
        }
        if (!METHODS.contains(request.method())) {
            return Optional.of(Refusal.UNKNOWN_METHOD);
        }
        if (!request.uri().startsWith("/") || !isOfOneHost(request)) {
            return Optional.of(Refusal.MALFORMED);
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
