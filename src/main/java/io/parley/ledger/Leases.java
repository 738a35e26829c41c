package io.parley.ledger;

import io.parley.conversation.ConversationConfig;
import io.parley.conversation.ConversationKey;
import io.parley.redis.Script;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Renews and releases leases of conversations. A lease that another replica holds in the meantime does not change. All
 * methods fail with {@link TurnException.LedgerUnavailable} when Redis does not answer, and may then be called again.
 */
@ApplicationScoped
public class Leases {

    private final OneServer server;
    private final Lifetimes lifetimes;
    private final LedgerScript renew;
    private final LedgerScript release;

    Leases(RedisAPI redis, OneServer server, LedgerConfig config, ConversationConfig conversations) {
        this.server = server;
        this.lifetimes = new Lifetimes(config, conversations);
        this.renew = new LedgerScript(redis, "renew");
        this.release = new LedgerScript(redis, "release");
    }

    /**
     * Renews leases: with one call if all of Redis is one server, else with a call for each partition.
     *
     * @return the leases that another replica holds now
     */
    public Uni<Set<Lease>> renew(List<Lease> leases) {
        return server.holdsAll()
                ? renewTogether(leases)
                        .onFailure(failure -> !server.holdsAll())
                        .recoverWithUni(() -> renewByPartition(leases))
                : renewByPartition(leases);
    }

    private Uni<Set<Lease>> renewByPartition(List<Lease> leases) {
        Map<Integer, List<Lease>> partitions = leases.stream()
                .collect(Collectors.groupingBy(lease -> lease.conversation().partition()));
        return Uni.join()
                .all(partitions.values().stream().map(this::renewTogether).toList())
                .andCollectFailures()
                .map(lost -> lost.stream().flatMap(Set::stream).collect(Collectors.toSet()))
                .onFailure(failure -> !(failure instanceof TurnException))
                .transform(TurnException.LedgerUnavailable::new);
    }

    private Uni<Set<Lease>> renewTogether(List<Lease> leases) {
        List<String> keys = new ArrayList<>();
        List<String> arguments = new ArrayList<>(List.of(lifetimes.lease(true)));
        for (Lease lease : leases) {
            ConversationKey conversation = lease.conversation();
            keys.addAll(List.of(Keys.due(conversation.partition()), Keys.conversation(conversation)));
            arguments.addAll(List.of(conversation.digest(), lease.fence()));
        }
        return renew.run(keys, arguments, lost -> Fields.elements(lost)
                        .map(place -> leases.get(place.toInteger() - 1))
                        .collect(Collectors.toSet()))
                .onFailure()
                .invoke(server::learn);
    }

    /** Releases a lease: any replica may claim the conversation after the delay. */
    public Uni<Void> release(Lease lease, Duration delay) {
        return release(lease, delay, true);
    }

    /** Releases a lease at once, without counting the start of its turn: this replica stops, or has no capacity. */
    public Uni<Void> releaseUnstarted(Lease lease) {
        return release(lease, Duration.ZERO, false);
    }

    private Uni<Void> release(Lease lease, Duration delay, boolean counts) {
        ConversationKey conversation = lease.conversation();
        return release.run(
                        Keys.held(conversation),
                        List.of(conversation.digest(), lease.fence(), Lifetimes.millis(delay), Script.flag(!counts)),
                        Response::toInteger)
                .replaceWithVoid();
    }
}
