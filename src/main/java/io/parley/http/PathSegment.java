package io.parley.http;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Encodes a segment of a URL's path. */
public final class PathSegment {

    private static final String UNRESERVED = "-._~";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PathSegment() {}

    /**
     * Percent-encodes all characters except the unreserved ones of RFC 3986. Ids of channels contain {@code : @ ; = | /} and
     * more, which must have no special meaning in the URL.
     */
    public static String encode(String id) {
        if (id.equals(".") || id.equals("..")) {
            return id.replace(".", "%2E");
        }
        StringBuilder encoded = new StringBuilder(id.length() + 16);
        for (byte octet : id.getBytes(StandardCharsets.UTF_8)) {
            if (unreserved(octet)) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    private static boolean unreserved(byte octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || UNRESERVED.indexOf(octet) >= 0;
    }
}
