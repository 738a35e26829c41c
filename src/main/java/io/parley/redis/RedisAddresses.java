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

    static Set<URI> parse(List<String> addresses, RedisType type) {
        Set<URI> hosts = new LinkedHashSet<>();
        addresses.forEach(address -> hosts.add(parse(address.trim())));
        if (type == RedisType.STANDALONE && hosts.size() > 1) {
            throw new ConfigurationException(
                    "REDIS_URL names several hosts: name one, or set PARLEY_REDIS_TYPE to cluster if they are nodes of one.");
        }
        if (type == RedisType.CLUSTER && hosts.stream().anyMatch(RedisAddresses::namesDatabase)) {
            throw new ConfigurationException(
                    "REDIS_URL names a database, which a cluster does not have: leave it out, or PARLEY_REDIS_TYPE unset.");
        }
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

    private static boolean namesDatabase(URI address) {
        return !Set.of("", "/", "/0").contains(address.getPath());
    }
}
