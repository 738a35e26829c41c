package io.parley.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.conversation.ConversationConfig;
import io.parley.conversation.ConversationKey;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Lets operators list, replay and drop turns that were dead-lettered. All methods fail with
 * {@link TurnException.LedgerUnavailable} when Redis does not answer.
 */
@ApplicationScoped
public class DeadLetters {

    private final Partitions partitions;
    private final Lifetimes lifetimes;
    private final DeadLetterReader reader;
    private final LedgerScript list;
    private final LedgerScript replay;
    private final LedgerScript drop;

    DeadLetters(
            RedisAPI redis,
            Partitions partitions,
            LedgerConfig config,
            ConversationConfig conversations,
            ObjectMapper mapper) {
        this.partitions = partitions;
        this.lifetimes = new Lifetimes(config, conversations);
        this.reader = new DeadLetterReader(new Codec(mapper));
        this.list = new LedgerScript(redis, "dead-letters");
        this.replay = new LedgerScript(redis, "replay");
        this.drop = new LedgerScript(redis, "drop");
    }

    /** Lists the newest dead letters, the newest first. */
    public Uni<List<DeadLetter>> list(int limit) {
        return Multi.createFrom()
                .range(0, ConversationKey.PARTITIONS)
                .onItem()
                .transformToUniAndConcatenate(partition -> list(partition, limit))
                .onItem()
                .<DeadLetter>disjoint()
                .collect()
                .asList()
                .map(letters -> newest(letters, limit));
    }

    /**
     * Queues the turn again behind those of its conversation, as if it had never been started. Any replica runs it.
     *
     * @return whether there is such a dead letter
     */
    public Uni<Boolean> replay(String id) {
        return find(
                id,
                name -> replay.run(
                        Keys.dead(name.conversation()),
                        List.of(
                                name.conversation().digest(),
                                name.turn().value(),
                                lifetimes.unfinished(),
                                lifetimes.conversation()),
                        Response::toBoolean));
    }

    /**
     * Deletes the content of the turn. Its activity still makes no second turn.
     *
     * @return whether there was such a dead letter
     */
    public Uni<Boolean> drop(String id) {
        return find(
                id,
                name -> drop.run(
                        List.of(
                                Keys.dead(name.conversation().partition()),
                                Keys.turn(name.conversation(), name.turn())),
                        List.of(id),
                        Response::toBoolean));
    }

    /** Applies an action to a dead letter in each place where its conversation may be. */
    private Uni<Boolean> find(String id, Function<DeadLetterId, Uni<Boolean>> action) {
        return DeadLetterId.parse(id)
                .map(name -> partitions.secret().chain(secret -> Multi.createFrom()
                        .iterable(secret.homes(name.conversation()))
                        .onItem()
                        .transformToUniAndConcatenate(home -> action.apply(new DeadLetterId(home, name.turn())))
                        .select()
                        .where(found -> found)
                        .toUni()
                        .map(Boolean.TRUE::equals)))
                .orElseGet(() -> Uni.createFrom().item(false));
    }

    private Uni<List<DeadLetter>> list(int partition, int limit) {
        return list.run(
                List.of(Keys.dead(partition), Keys.turnPrefix(partition)),
                List.of(Integer.toString(limit)),
                answer -> Fields.elements(answer)
                        .map(Fields::of)
                        .map(reader::letter)
                        .toList());
    }

    private static List<DeadLetter> newest(List<DeadLetter> letters, int limit) {
        return letters.stream()
                .sorted(Comparator.comparing(DeadLetter::givenUpAt).reversed())
                .limit(limit)
                .toList();
    }
}
