package io.parley.redis;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/** The user and the password in the address of a Redis server. */
final class UserInfo {

    private UserInfo() {}

    /** Returns the decoded password. */
    static Optional<String> password(URI address) {
        String userInfo = Objects.requireNonNullElse(address.getRawUserInfo(), "");
        int colon = userInfo.indexOf(':');
        return colon < 0 ? Optional.empty() : Optional.of(decode(userInfo.substring(colon + 1)));
    }

    static String decode(String escaped) {
        return URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    static URI withoutPassword(URI address) {
        String userInfo = address.getRawUserInfo();
        return userInfo == null ? address : URI.create(address.toString().replace(userInfo + "@", ""));
    }

    /** Returns the user as it is written; empty if there is none. */
    static String user(URI address) {
        String userInfo = Objects.requireNonNullElse(address.getRawUserInfo(), "");
        int colon = userInfo.indexOf(':');
        return colon < 0 ? userInfo : userInfo.substring(0, colon);
    }
}
