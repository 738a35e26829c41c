package io.parley.ledger;

import io.parley.conversation.ConversationConfig;
import io.parley.conversation.ConversationKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Looks for conversations that wait. Each method is one script, and fails with {@link TurnException.LedgerUnavailable} when Redis
 * does not answer.
 */
@ApplicationScoped
public class Sweeps {

    private final OneServer server;
    private final Partitions partitions;
    private final LedgerConfig config;
    private final Lifetimes lifetimes;
    private final LedgerScript sweep;

    Sweeps(
            RedisAPI redis,
            OneServer server,
            Partitions partitions,
            LedgerConfig config,
            ConversationConfig conversations) {
        this.server = server;
        this.partitions = partitions;
        this.config = config;
        this.lifetimes = new Lifetimes(config, conversations);
        this.sweep = new LedgerScript(redis, "sweep");
    }

    /**
     * Looks through one partition.
     *
     * @param limit how many conversations to name at most: of those that had a turn lately, and of the others
     */
    public Uni<Backlog> look(int partition, int limit) {
        return sweep.run(
                keys(partition), arguments(limit, config.maxPending()), answer -> backlogs(answer, List.of(partition))
                        .get(0));
    }

    /** Whether {@link #lookEverywhere} works: it does not if Redis spreads its keys over several servers. */
    public boolean mayLookEverywhere() {
        return server.holdsAll();
    }

    /**
     * Looks through all partitions, at no more conversations of each than can be named.
     *
     * @param limit how many conversations to name at most for each partition, see {@link #look}
     */
    public Uni<List<Backlog>> lookEverywhere(int limit) {
        List<Integer> all =
                IntStream.range(0, ConversationKey.PARTITIONS).boxed().toList();
        List<String> keys = new ArrayList<>();
        all.forEach(partition -> keys.addAll(keys(partition)));
        keys.add(StoredPartitions.KEY);
        return sweep.run(keys, arguments(limit, 2 * limit), answer -> {
                    if (Fields.of(answer).flag("lost")) {
                        partitions.lost();
                    }
                    return backlogs(answer, all);
                })
                .onFailure()
                .invoke(server::learn);
    }

    private static List<String> keys(int partition) {
        return List.of(Keys.due(partition), Keys.pending(partition), Keys.dead(partition));
    }

    private List<String> arguments(int limit, int toLookAt) {
        return List.of(
                Integer.toString(limit), Integer.toString(toLookAt), lifetimes.farthest(), lifetimes.lease(true));
    }

    private static List<Backlog> backlogs(Response answer, List<Integer> partitions) {
        List<Fields> found =
                Fields.of(answer).elements("partitions").map(Fields::of).toList();
        if (found.size() != partitions.size()) {
            throw new IllegalStateException("The sweep tells of " + found.size() + " partitions");
        }
        return IntStream.range(0, found.size())
                .mapToObj(place -> backlog(partitions.get(place), found.get(place)))
                .toList();
    }

    private static Backlog backlog(int partition, Fields found) {
        return found.isEmpty()
                ? Backlog.NONE
                : new Backlog(
                        found.number("unfinished"),
                        Duration.ofMillis(found.number("oldest")),
                        found.number("dead"),
                        found.number("waiting"),
                        Duration.ofMillis(found.number("longest")),
                        found.find("next").map(Long::parseLong).map(Duration::ofMillis),
                        Stream.of("arrived", "returned")
                                .flatMap(kind ->
                                        waiting(partition, found.elements(kind).toList(), kind.equals("returned")))
                                .toList());
    }

    private static Stream<Waiting> waiting(int partition, List<Response> scores, boolean returned) {
        return IntStream.range(0, scores.size() / 2)
                .mapToObj(index -> new Waiting(
                        new ConversationKey(partition, scores.get(2 * index).toString()),
                        scores.get(2 * index + 1).toDouble(),
                        returned));
    }
}
