package io.parley.conversation;

import io.parley.activity.Activity;
import io.parley.digest.Digest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A conversation's name in Redis. Ids of channels can be long and contain any character, and are unique only within their
 * channel, so the name is a digest of both.
 *
 * <p>Users can compute the partition from the name alone, so the ledger may store the conversation in another one.
 *
 * @param partition 0 to 63: the hash tag of all keys of the conversation, so that a script uses one slot of a cluster
 * @param digest 22 characters, URL-safe
 */
public record ConversationKey(int partition, String digest) {

    public static final int PARTITIONS = 64;

    private static final int DIGEST_BYTES = 16;

    public static ConversationKey of(Activity activity) {
        return of(activity.channelId(), activity.conversation().id());
    }

    public static ConversationKey of(String channelId, String conversationId) {
        byte[] hash = Digest.sha256(channelId + '\n' + conversationId).bytes();
        return ofDigest(Arrays.copyOf(hash, DIGEST_BYTES));
    }

    /** Returns the conversation of a digest, as logs show it; empty if the text is not a digest. */
    public static Optional<ConversationKey> parse(String digest) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(digest);
            ConversationKey key = ofDigest(Arrays.copyOf(bytes, DIGEST_BYTES));
            return Optional.of(key).filter(parsed -> parsed.digest().equals(digest));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ConversationKey ofDigest(byte[] bytes) {
        String digest = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new ConversationKey(Byte.toUnsignedInt(bytes[0]) % PARTITIONS, digest);
    }

    /** Returns the Redis key of one kind for this conversation: {@code parley:{12}:history:…}. */
    public String key(String kind) {
        return partitionKey(partition, kind) + ':' + digest;
    }

    /** Returns the Redis key of one kind for a whole partition: {@code parley:{12}:due}. */
    public static String partitionKey(int partition, String kind) {
        return "parley:{" + partition + "}:" + kind;
    }

    /** Spelled out, because a native executable interprets the comparison that records have by themselves. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConversationKey key && partition == key.partition && digest.equals(key.digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return digest;
    }
}
