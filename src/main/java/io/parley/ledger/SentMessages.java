package io.parley.ledger;

import io.parley.activity.Activity;
import io.parley.conversation.ConversationKey;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Remembers the ids of the last messages that the bot sent in a room: a message that replies to one is for the bot. */
@ApplicationScoped
public class SentMessages {

    static final String FIELD = "said";

    /** Longer ids are not kept; ids of channels have about 100 characters. */
    private static final int LONGEST_ID = 512;

    private static final String SEPARATOR = "\n";

    private final RedisAPI redis;
    private final Partitions partitions;

    SentMessages(RedisAPI redis, Partitions partitions) {
        this.redis = redis;
        this.partitions = partitions;
    }

    /** Whether a message replies to one of them. Fails with {@link TurnException.LedgerUnavailable} while Redis is away. */
    public Uni<Boolean> include(Activity reply) {
        return partitions
                .secret()
                .onItem()
                .transformToMulti(
                        secret -> Multi.createFrom().items(rooms(reply).flatMap(room -> secret.homes(room).stream())))
                .onItem()
                .transformToUniAndConcatenate(this::ids)
                .filter(ids -> ids.contains(reply.replyToId()))
                .collect()
                .first()
                .map(Objects::nonNull);
    }

    /** Returns the thread and its channel: a thread of Teams may have begun with a message that the bot sent to the channel. */
    private static Stream<ConversationKey> rooms(Activity reply) {
        String thread = reply.conversation().id();
        return Stream.of(thread, thread.split(";messageid=", 2)[0])
                .distinct()
                .map(id -> ConversationKey.of(reply.channelId(), id));
    }

    private Uni<List<String>> ids(ConversationKey conversation) {
        return LedgerCall.reading(redis.hget(Keys.conversation(conversation), FIELD))
                .map(ids -> ids == null ? List.of() : List.of(ids.toString().split(SEPARATOR, -1)));
    }

    /** Joins ids for the script that ends a turn; empty for none. */
    static String join(List<String> ids) {
        return ids.stream()
                .filter(id -> id.length() <= LONGEST_ID && !id.contains(SEPARATOR))
                .reduce("", (newer, id) -> newer.isEmpty() ? id : id + SEPARATOR + newer);
    }
}
