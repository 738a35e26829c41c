package io.parley.ledger;

import io.parley.conversation.ConversationKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decides which partition a conversation belongs to, so that users cannot choose ids that fill a neighbour's partition.
 *
 * @param text the secret
 * @param countsFrom the {@link System#nanoTime} from which it is used; before that, the name alone decides
 * @param mixed whether conversations may be where their names alone put them
 * @param mac made of the secret. It is copied for each conversation: to look for the algorithm costs as much as to use it
 */
record PartitionSecret(String text, long countsFrom, boolean mixed, Mac mac) {

    private static final String ALGORITHM = "HmacSHA256";

    PartitionSecret(String text, long countsFrom, boolean mixed) {
        this(text, countsFrom, mixed, mac(text));
    }

    private static Mac mac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    boolean counts() {
        return System.nanoTime() - countsFrom >= 0;
    }

    /** Returns where the conversation may be: first where a new one belongs. */
    List<ConversationKey> homes(ConversationKey named) {
        if (!counts()) {
            return List.of(named);
        }
        ConversationKey home = new ConversationKey(partition(named), named.digest());
        return mixed && !home.equals(named) ? List.of(home, named) : List.of(home);
    }

    private int partition(ConversationKey named) {
        try {
            Mac copy = (Mac) mac.clone();
            byte[] hash = copy.doFinal(named.digest().getBytes(StandardCharsets.UTF_8));
            return Byte.toUnsignedInt(hash[0]) % ConversationKey.PARTITIONS;
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(ALGORITHM + " can be copied on every Java platform", e);
        }
    }

    @Override
    public String toString() {
        return "a secret of partitions";
    }
}
