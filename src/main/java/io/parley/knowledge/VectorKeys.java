package io.parley.knowledge;

import io.parley.chat.EmbeddingClient;
import io.parley.digest.Digest;

/** Names vectors by what they were made of: the deployment, the number of dimensions, and the text. */
final class VectorKeys {

    private static final int SPACE = 12;
    private static final int TEXT = 40;

    private final String space;

    /** @param deployment its name stands for its model */
    VectorKeys(String deployment) {
        this.space = Digest.sha256(deployment + '\n' + EmbeddingClient.DIMENSIONS)
                .hex()
                .substring(0, SPACE);
    }

    String of(String text) {
        return space + ':' + Digest.sha256(text).hex().substring(0, TEXT);
    }
}
