package io.parley.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** The digest of a text in UTF-8. */
public final class Digest {

    /** It is copied for each digest, because the search for an algorithm costs as much as a digest. */
    private static final MessageDigest SHA256 = algorithm("SHA-256");

    private static final MessageDigest SHA1 = algorithm("SHA-1");

    private final byte[] bytes;

    private Digest(MessageDigest algorithm, String text) {
        try {
            this.bytes = ((MessageDigest) algorithm.clone()).digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The digests of every Java platform can be copied", e);
        }
    }

    private static MessageDigest algorithm(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + name, e);
        }
    }

    public static Digest sha256(String text) {
        return new Digest(SHA256, text);
    }

    /** Only where a protocol requires it. */
    public static Digest sha1(String text) {
        return new Digest(SHA1, text);
    }

    /** Returns 32 bytes of SHA-256, or 20 of SHA-1. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Returns lower-case hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /** Returns URL-safe Base64 without padding. */
    public String base64() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
