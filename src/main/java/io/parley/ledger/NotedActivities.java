package io.parley.ledger;

import io.parley.conversation.ConversationConfig;
import io.parley.conversation.ConversationKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;

/** Knows which activities that make no turn were delivered before. */
@ApplicationScoped
public class NotedActivities {

    private final RedisAPI redis;
    private final Lifetimes lifetimes;

    NotedActivities(RedisAPI redis, LedgerConfig config, ConversationConfig conversations) {
        this.redis = redis;
        this.lifetimes = new Lifetimes(config, conversations);
    }

    /**
     * Whether an activity is delivered for the first time, within the time for which ended turns are remembered. Fails with
     * {@link TurnException.LedgerUnavailable} when Redis does not answer.
     */
    public Uni<Boolean> isFirst(ConversationKey conversation, TurnId id) {
        return LedgerCall.of(redis.set(List.of(Keys.delivered(conversation, id), "1", "NX", "PX", lifetimes.ended())))
                .map(Objects::nonNull);
    }
}
