package io.parley.tools.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** The network that an address belongs to. */
enum Reach {
    PUBLIC,
    /** A private network. */
    PRIVATE,
    /** This machine. */
    LOOPBACK,
    /** Services of the platform, such as those that issue tokens of the machine's identity; or no host at all. */
    FORBIDDEN;

    private static final int IPV4 = 4;

    static Reach of(InetAddress address) {
        byte[] octets = address.getAddress();
        return octets.length == IPV4 ? ofIpv4(octets) : ofIpv6(octets);
    }

    private static Reach ofIpv4(byte[] octets) {
        int first = octets[0] & 0xff;
        int second = octets[1] & 0xff;
        return switch (first) {
            case 10 -> PRIVATE;
            case 127 -> LOOPBACK;
            case 0 -> FORBIDDEN;
            case 100 -> second >= 64 && second < 128 ? shared(octets) : PUBLIC;
            case 168 -> is(octets, 168, 63, 129, 16) ? FORBIDDEN : PUBLIC;
            case 169 -> second == 254 ? FORBIDDEN : PUBLIC;
            case 172 -> second >= 16 && second < 32 ? PRIVATE : PUBLIC;
            case 192 -> second == 168 ? PRIVATE : second == 0 && octets[2] == 0 ? FORBIDDEN : PUBLIC;
            case 198 -> second == 18 || second == 19 ? PRIVATE : PUBLIC;
            default -> first >= 224 ? FORBIDDEN : PUBLIC;
        };
    }

    /** Alibaba's metadata service is in the range that carriers share. Azure's wire server is among public addresses. */
    private static Reach shared(byte[] octets) {
        return is(octets, 100, 100, 100, 200) ? FORBIDDEN : PRIVATE;
    }

    private static boolean is(byte[] octets, int... others) {
        for (int i = 0; i < others.length; i++) {
            if ((octets[i] & 0xff) != others[i]) {
                return false;
            }
        }
        return true;
    }

    private static Reach ofIpv6(byte[] octets) {
        int first = octets[0] & 0xff;
        int second = octets[1] & 0xff;
        if (first == 0 && isZero(octets, 15)) {
            return octets[15] == 1 ? LOOPBACK : FORBIDDEN;
        }
        if (is(octets, 0x00, 0x64, 0xff, 0x9b)) {
            return isZero(Arrays.copyOfRange(octets, 4, 12), 8) ? embedded(octets, 12) : FORBIDDEN;
        }
        if (is(octets, 0x20, 0x02)) {
            return embedded(octets, 2);
        }
        if (isZero(octets, 10) || is(octets, 0x20, 0x01, 0, 0) || isMetadata(octets)) {
            return FORBIDDEN;
        }
        if (first == 0xfe) {
            return second >= 0xc0 ? PRIVATE : FORBIDDEN;
        }
        return first == 0xff ? FORBIDDEN : (first & 0xfe) == 0xfc ? PRIVATE : PUBLIC;
    }

    /** Whether this is the metadata service of Amazon or Google. */
    private static boolean isMetadata(byte[] octets) {
        return is(octets, 0xfd, 0x00, 0x0e, 0xc2) || is(octets, 0xfd, 0x20, 0x00, 0xce);
    }

    /** An IPv4 address within an IPv6 address leads where the IPv4 address leads. */
    private static Reach embedded(byte[] octets, int from) {
        try {
            return of(InetAddress.getByAddress(Arrays.copyOfRange(octets, from, from + IPV4)));
        } catch (UnknownHostException impossible) {
            return FORBIDDEN;
        }
    }

    private static boolean isZero(byte[] octets, int length) {
        for (int i = 0; i < length; i++) {
            if (octets[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
