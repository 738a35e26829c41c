package io.parley.ledger;

import io.parley.conversation.ConversationKey;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The unfinished turns of conversations, to be looked at. */
@ApplicationScoped
public class Queues {

    private final Partitions partitions;
    private final LedgerScript look;

    Queues(RedisAPI redis, Partitions partitions) {
        this.partitions = partitions;
        this.look = new LedgerScript(redis, "look");
    }

    /** What a conversation waits for; fails with {@link TurnException.LedgerUnavailable} when Redis does not answer. */
    public Uni<Queue> look(ConversationKey named) {
        return partitions.secret().chain(secret -> Multi.createFrom()
                .iterable(secret.homes(named))
                .onItem()
                .transformToUniAndConcatenate(this::lookAt)
                .collect()
                .asList()
                .map(Queues::theOneThatWaits));
    }

    private static Queue theOneThatWaits(List<Queue> queues) {
        return queues.stream()
                .filter(queue -> !queue.turns().isEmpty())
                .findFirst()
                .orElse(queues.get(0));
    }

    private Uni<Queue> lookAt(ConversationKey conversation) {
        return look.run(
                Keys.held(conversation), List.of(conversation.digest()), response -> queue(conversation, response));
    }

    private static Queue queue(ConversationKey conversation, Response fields) {
        String owner = Claims.replica(fields.get(2).toString());
        return new Queue(
                conversation.digest(),
                owner.isEmpty() ? null : owner,
                millisBetween(fields.get(0).toString(), fields.get(1).toString()),
                StreamSupport.stream(fields.get(3).spliterator(), false)
                        .map(Queues::turn)
                        .toList());
    }

    private static @Nullable Long millisBetween(String now, String free) {
        return free.isEmpty() ? null : (long) (Double.parseDouble(free) - Double.parseDouble(now));
    }

    private static Queue.QueuedTurn turn(Response fields) {
        return new Queue.QueuedTurn(
                fields.get(0).toString(),
                fields.get(1).toString(),
                fields.get(2).toInteger(),
                Instant.ofEpochMilli(fields.get(3).toLong()));
    }
}
