package io.parley.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Reads the answers of turns for requests that wait. Needs no lease. Fails with {@link TurnException.LedgerUnavailable} when Redis
 * does not answer.
 */
@ApplicationScoped
public class Outcomes {

    private final RedisAPI redis;
    private final Codec codec;

    Outcomes(RedisAPI redis, ObjectMapper mapper) {
        this.redis = redis;
        this.codec = new Codec(mapper);
    }

    /** Returns the answer of a turn for a request that waits; empty until the turn has ended, on any replica. */
    public Uni<Optional<Answer>> outcome(ConversationKey conversation, TurnId id) {
        return LedgerCall.of(redis.hmget(List.of(Keys.turn(conversation, id), "state", "answer"))
                .map(this::outcome));
    }

    private Optional<Answer> outcome(Response fields) {
        String state = fields.get(0) == null ? "" : fields.get(0).toString();
        return ("done".equals(state) || "dead".equals(state)) && fields.get(1) != null
                ? Optional.of(
                        codec.read(fields.get(1).toString(), StoredAnswer.class).answer())
                : Optional.empty();
    }
}
