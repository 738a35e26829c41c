package io.parley.ledger;

import io.parley.conversation.ConversationKey;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Shows operators the unfinished turns of a conversation. */
@ApplicationScoped
public class Queues {

    private final Partitions partitions;
    private final LedgerScript look;

    Queues(RedisAPI redis, Partitions partitions) {
        this.partitions = partitions;
        this.look = new LedgerScript(redis, "look");
    }

    /** Shows what a conversation waits for. Fails with {@link TurnException.LedgerUnavailable} when Redis does not answer. */
    public Uni<Queue> look(ConversationKey named) {
        return partitions.secret().chain(secret -> Multi.createFrom()
                .iterable(secret.homes(named))
                .onItem()
                .transformToUniAndConcatenate(this::lookAt)
                .collect()
                .asList()
                .map(Queues::theOneWithTurns));
    }

    private static Queue theOneWithTurns(List<Queue> queues) {
        return queues.stream()
                .filter(queue -> !queue.turns().isEmpty())
                .findFirst()
                .orElse(queues.get(0));
    }

    private Uni<Queue> lookAt(ConversationKey conversation) {
        return look.run(
                Keys.held(conversation),
                List.of(conversation.digest()),
                answer -> queue(conversation, Fields.of(answer)));
    }

    private static Queue queue(ConversationKey conversation, Fields found) {
        return new Queue(
                conversation.digest(),
                found.find("owner").map(Claims::replica).orElse(null),
                found.find("free")
                        .map(free -> millisBetween(found.text("now"), free))
                        .orElse(null),
                found.elements("turns").map(Fields::of).map(Queues::turn).toList());
    }

    private static long millisBetween(String now, String free) {
        return (long) (Double.parseDouble(free) - Double.parseDouble(now));
    }

    private static Queue.QueuedTurn turn(Fields turn) {
        return new Queue.QueuedTurn(
                turn.text("turn"),
                turn.text("state"),
                (int) turn.number("attempts"),
                Instant.ofEpochMilli(turn.number("accepted")));
    }
}
