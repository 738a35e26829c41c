package io.parley.redis;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code REDIS_URL}. Its errors never repeat the value, which may hold a password. */
final class RedisAddresses {

    private static final Set<String> SCHEMES = Set.of("redis", "rediss");

    private RedisAddresses() {}

    static Set<URI> parse(List<String> addresses) {
        Set<URI> hosts = new LinkedHashSet<>();
        addresses.forEach(address -> hosts.add(parse(address.trim())));
        return hosts;
    }

    private static URI parse(String address) {
        try {
            URI uri = new URI(address);
            if (uri.getScheme() != null && SCHEMES.contains(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // The exception's message would repeat the value.
        }
        throw new ConfigurationException(
                "REDIS_URL is not a Redis address: set it to redis://[:password@]host:port, or rediss:// for TLS.");
    }
}
