package io.parley.knowledge;

import io.parley.chat.EmbeddingClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names vectors by what they were made of: the deployment, the number of dimensions, and the text. */
final class VectorKeys {

    private static final int SPACE = 12;
    private static final int TEXT = 40;

    private final String space;

    /** @param deployment its name stands for its model */
    VectorKeys(String deployment) {
        this.space = digest(deployment + '\n' + EmbeddingClient.DIMENSIONS).substring(0, SPACE);
    }

    String of(String text) {
        return space + ':' + digest(text).substring(0, TEXT);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
