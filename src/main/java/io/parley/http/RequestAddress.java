package io.parley.http;

import io.vertx.core.VertxException;
import io.vertx.core.http.RequestOptions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Parses addresses of requests. Keeps the parsed origins: a bot calls few of them, and each very often. */
final class RequestAddress {

    private static final int MOST_ORIGINS = 1000;
    private static final Map<String, RequestOptions> ORIGINS = new ConcurrentHashMap<>();

    private RequestAddress() {}

    /** Returns a request to an absolute address. Fails with {@link IllegalArgumentException} for a wrong one. */
    static RequestOptions options(String address) {
        int path = address.indexOf('/', address.indexOf("://") + 3);
        return path < 0
                        || address.indexOf('#') >= 0
                        || address.lastIndexOf('?', path) >= 0
                        || address.charAt(address.length() - 1) <= ' '
                ? parse(address)
                : new RequestOptions(origin(address.substring(0, path))).setURI(address.substring(path));
    }

    private static RequestOptions parse(String address) {
        try {
            return new RequestOptions().setAbsoluteURI(address);
        } catch (VertxException malformed) {
            throw new IllegalArgumentException("Not an address of a request", malformed);
        }
    }

    private static RequestOptions origin(String origin) {
        @Nullable RequestOptions known = ORIGINS.get(origin);
        if (known != null) {
            return known;
        }
        RequestOptions parsed = parse(origin);
        if (ORIGINS.size() < MOST_ORIGINS) {
            ORIGINS.put(origin, parsed);
        }
        return parsed;
    }
}
