package io.parley.redis;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code REDIS_URL}. Errors never repeat the value: it may contain a password. */
final class RedisAddresses {

    private static final Set<String> SCHEMES = Set.of("redis", "rediss");
    private static final Pattern DATABASE = Pattern.compile("(/\\d{0,5})?");
    private static final String NO_UTF_8 = "\ufffd";

    private RedisAddresses() {}

    static Set<URI> parse(List<String> addresses, RedisType type) {
        Set<URI> hosts = new LinkedHashSet<>();
        addresses.forEach(address -> hosts.add(parse(address.trim())));
        switch (type) {
            case STANDALONE -> demandOne(hosts);
            case CLUSTER -> hosts.forEach(RedisAddresses::demandNode);
        }
        return hosts;
    }

    private static URI parse(String address) {
        try {
            URI uri = new URI(address);
            if (isRedis(uri) && isPlain(uri)) {
                return withoutPluses(address, uri);
            }
        } catch (URISyntaxException e) {
            // The exception's message would repeat the value.
        }
        throw new ConfigurationException(
                "REDIS_URL is not a Redis address: set it to redis://[:password@]host:port[/database], or rediss:// for TLS."
                        + " In the password, percent-encode all characters except letters, digits and -._~.");
    }

    private static boolean isRedis(URI uri) {
        return uri.getScheme() != null && SCHEMES.contains(uri.getScheme()) && uri.getHost() != null;
    }

    /** Rejects a likely password with an unescaped / # or ?: everything after that character would be ignored. */
    private static boolean isPlain(URI uri) {
        String userInfo = Objects.requireNonNullElse(uri.getRawUserInfo(), ":");
        return DATABASE.matcher(uri.getPath()).matches()
                && uri.getFragment() == null
                && !Objects.requireNonNullElse(uri.getRawQuery(), "").contains("@")
                // The client would ignore a single word before the @, whether it is a user or a password.
                && userInfo.contains(":")
                && !UserInfo.decode(userInfo).contains(NO_UTF_8);
    }

    /** Escapes a plus: the client decodes user and password like form fields, where a plus means a blank. */
    private static URI withoutPluses(String address, URI uri) {
        String userInfo = uri.getRawUserInfo();
        return userInfo == null ? uri : URI.create(address.replace(userInfo + "@", userInfo.replace("+", "%2B") + "@"));
    }

    private static void demandOne(Set<URI> hosts) {
        if (hosts.size() > 1) {
            throw new ConfigurationException(
                    "REDIS_URL names several hosts: name one host, or set PARLEY_REDIS_TYPE to cluster if they are nodes of a cluster.");
        }
    }

    private static void demandNode(URI node) {
        if (!Set.of("", "/", "/0").contains(node.getPath()) || node.getQuery() != null) {
            throw new ConfigurationException(
                    "REDIS_URL names a database, which a cluster does not have: end it after the port, or unset PARLEY_REDIS_TYPE.");
        }
        if (!Set.of("", "default").contains(UserInfo.user(node))) {
            throw new ConfigurationException(
                    "REDIS_URL names a user, which PARLEY_REDIS_TYPE cluster does not support: set it to redis://:password@host:port.");
        }
    }
}
