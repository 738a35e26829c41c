package io.parley.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationConfig;
import io.parley.conversation.ConversationKey;
import io.parley.redis.Script;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads the answers of turns for requests that wait, and knows which activities were delivered before. Needs no lease. Fails
 * with {@link TurnException.LedgerUnavailable} when Redis does not answer.
 */
@ApplicationScoped
public class Outcomes {

    private final RedisAPI redis;
    private final Lifetimes lifetimes;
    private final Codec codec;

    Outcomes(RedisAPI redis, LedgerConfig config, ConversationConfig conversations, ObjectMapper mapper) {
        this.redis = redis;
        this.lifetimes = new Lifetimes(config, conversations);
        this.codec = new Codec(mapper);
    }

    /** Returns the answer of a turn for a request that waits; empty until the turn has ended, on any replica. */
    public Uni<Optional<Answer>> outcome(ConversationKey conversation, TurnId id) {
        return redis.hmget(List.of(Keys.turn(conversation, id), "state", "answer"))
                .ifNoItem()
                .after(Script.TIMEOUT)
                .fail()
                .map(this::outcome)
                .onFailure()
                .transform(TurnException.LedgerUnavailable::new);
    }

    /**
     * Whether an activity without a turn is delivered for the first time, within the time for which ended turns are
     * remembered.
     */
    public Uni<Boolean> isFirst(ConversationKey conversation, TurnId id) {
        return redis.set(List.of(Keys.delivered(conversation, id), "1", "NX", "PX", lifetimes.ended()))
                .ifNoItem()
                .after(Script.TIMEOUT)
                .fail()
                .onFailure()
                .transform(TurnException.LedgerUnavailable::new)
                .map(Objects::nonNull);
    }

    private Optional<Answer> outcome(Response fields) {
        String state = fields.get(0) == null ? "" : fields.get(0).toString();
        return ("done".equals(state) || "dead".equals(state)) && fields.get(1) != null
                ? Optional.of(
                        codec.read(fields.get(1).toString(), StoredAnswer.class).answer())
                : Optional.empty();
    }
}
