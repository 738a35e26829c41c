package io.parley.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.activity.Activity;
import io.parley.conversation.ConversationConfig;
import io.parley.conversation.ConversationKey;
import io.parley.redis.Script;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How a replica comes to hold conversations: with an activity that it accepts, or by taking over what nobody holds. Each
 * method is one script, and fails with {@link TurnException.LedgerUnavailable} when Redis does not answer.
 */
@ApplicationScoped
public class Claims {

    private static final int MOST_UNHEARD = 1000;

    private final String replica = UUID.randomUUID().toString();
    private final AtomicLong claims = new AtomicLong();
    private final Set<Claim> unheard = ConcurrentHashMap.newKeySet();
    private final Ledger ledger;
    private final Partitions partitions;
    private final LedgerConfig config;
    private final Lifetimes lifetimes;
    private final String historyBytes;
    private final Codec codec;
    private final LedgerScript accept;
    private final LedgerScript takeOver;
    private final LedgerScript sweep;
    private final LedgerScript recall;

    Claims(
            RedisAPI redis,
            Ledger ledger,
            Partitions partitions,
            LedgerConfig config,
            ConversationConfig conversations,
            ObjectMapper mapper) {
        this.ledger = ledger;
        this.partitions = partitions;
        this.config = config;
        this.lifetimes = new Lifetimes(config, conversations);
        this.historyBytes = Integer.toString(conversations.maxBytes());
        this.codec = new Codec(mapper);
        this.accept = new LedgerScript(redis, "accept");
        this.takeOver = new LedgerScript(redis, "take-over");
        this.sweep = new LedgerScript(redis, "sweep");
        this.recall = new LedgerScript(redis, "recall");
    }

    public String replica() {
        return replica;
    }

    /** The replica that is a conversation's owner: each of its claims has a name of its own. */
    static String replica(String owner) {
        int slash = owner.indexOf('/');
        return slash < 0 ? owner : owner.substring(0, slash);
    }

    /**
     * Stores an activity as a turn unless it is known, and claims its conversation when that is free and there is room.
     *
     * @param named the conversation by its name alone; where it lives is in what this returns
     * @param trace the W3C {@code traceparent} of the request, or nothing
     */
    public Uni<Acceptance> accept(ConversationKey named, Activity activity, String trace, boolean room) {
        return partitions.secret().chain(secret -> acceptAt(secret.homes(named), activity, trace, room));
    }

    /** One that is not known where it belongs is looked for where it may live otherwise; only then is it a new one. */
    private Uni<Acceptance> acceptAt(List<ConversationKey> homes, Activity activity, String trace, boolean room) {
        ConversationKey home = homes.get(0);
        if (homes.size() == 1) {
            return acceptAt(home, activity, trace, room, false);
        }
        return acceptAt(home, activity, trace, room, true)
                .chain(acceptance -> acceptance.status() == Acceptance.Status.UNKNOWN
                        ? acceptAt(homes.get(1), activity, trace, room, true)
                        : Uni.createFrom().item(acceptance))
                .chain(acceptance -> acceptance.status() == Acceptance.Status.UNKNOWN
                        ? acceptAt(home, activity, trace, room, false)
                        : Uni.createFrom().item(acceptance));
    }

    private Uni<Acceptance> acceptAt(
            ConversationKey conversation, Activity activity, String trace, boolean room, boolean ifKnown) {
        Claim claim = claim(conversation);
        TurnId id = TurnId.of(activity);
        Optional<TurnId> changed = TurnId.ofChanged(activity);
        List<String> arguments = List.of(
                conversation.digest(),
                id.value(),
                codec.write(activity),
                claim.owner(),
                lifetimes.lease(room),
                Integer.toString(config.maxPending()),
                lifetimes.unfinished(),
                lifetimes.conversation(),
                Integer.toString(config.maxPendingPerConversation()),
                trace,
                historyBytes,
                lifetimes.starts(),
                Integer.toString(config.maxPendingPerUser()),
                Script.flag(ifKnown),
                changed.map(TurnId::value).orElse(""),
                changed.map(message -> codec.write(activity.inPlaceOfMessage())).orElse(""));
        long asked = System.nanoTime();
        Uni<Accepted> call = accept.run(Keys.accept(conversation, activity), arguments, Accepted::read);
        return claiming(call, claim, room).chain(accepted -> ledger.started(
                        conversation, accepted.claimed(), Optional.of(activity), asked)
                .map(turn -> new Acceptance(accepted.status(), conversation, accepted.turn(), turn, accepted.waits())));
    }

    /** Claims a conversation whose holder is gone, unless another replica was quicker. */
    public Uni<Optional<Turn>> takeOver(ConversationKey conversation) {
        Claim claim = claim(conversation);
        long asked = System.nanoTime();
        return claiming(
                        takeOver.run(
                                Keys.run(conversation),
                                List.of(
                                        conversation.digest(),
                                        claim.owner(),
                                        lifetimes.lease(true),
                                        historyBytes,
                                        lifetimes.starts()),
                                TurnReader::claimed),
                        claim,
                        true)
                .chain(response -> ledger.started(conversation, response, Optional.empty(), asked));
    }

    /**
     * Looks through a partition for turns that nobody runs.
     *
     * @param limit most conversations that have had their share lately, and most of others
     */
    public Uni<Backlog> sweep(int partition, int limit) {
        return sweep.run(
                List.of(Keys.due(partition), Keys.pending(partition), Keys.dead(partition)),
                List.of(
                        Integer.toString(limit),
                        Integer.toString(config.maxPending()),
                        lifetimes.farthest(),
                        lifetimes.lease(true)),
                response -> backlog(partition, response));
    }

    /**
     * Gives back what this replica has claimed without hearing of it, since Redis did not answer in time: nobody runs it, and
     * its turn is not to blame. Looked for, for as long as a lease: Redis may not have come to it yet. Never fails.
     */
    public Uni<Void> recallUnheard() {
        unheard.removeIf(
                claim -> System.nanoTime() - claim.madeAt() > config.lease().toNanos());
        return Multi.createFrom()
                .iterable(unheard)
                .onItem()
                .transformToUniAndConcatenate(this::recall)
                .onItem()
                .ignoreAsUni()
                .onFailure(TurnException.LedgerUnavailable.class)
                .recoverWithNull();
    }

    private Uni<Void> recall(Claim claim) {
        return recall.run(
                        Keys.held(claim.conversation()),
                        List.of(claim.conversation().digest(), claim.owner()),
                        Response::toBoolean)
                .invoke(recalled -> {
                    if (recalled) {
                        unheard.remove(claim);
                    }
                })
                .replaceWithVoid();
    }

    /** Of very many, those over the limit are left to the ends of their leases. */
    private void doubt(Claim claim, boolean room) {
        if (room && unheard.size() < MOST_UNHEARD) {
            unheard.add(claim);
        }
    }

    private <T> Uni<T> claiming(Uni<T> call, Claim claim, boolean room) {
        return call.onFailure(TurnException.LedgerUnavailable.class)
                .invoke(() -> doubt(claim, room))
                .onCancellation()
                .invoke(() -> doubt(claim, room));
    }

    private Claim claim(ConversationKey conversation) {
        return new Claim(conversation, replica + '/' + claims.incrementAndGet(), System.nanoTime());
    }

    private static Backlog backlog(int partition, Response response) {
        return new Backlog(
                response.get(0).toLong(),
                Duration.ofMillis(response.get(1).toLong()),
                response.get(2).toLong(),
                response.get(3).toLong(),
                Duration.ofMillis(response.get(4).toLong()),
                Stream.concat(waiting(partition, response.get(5), false), waiting(partition, response.get(6), true))
                        .toList());
    }

    private static Stream<Waiting> waiting(int partition, Response scores, boolean returned) {
        return IntStream.range(0, scores.size() / 2)
                .mapToObj(index -> new Waiting(
                        new ConversationKey(partition, scores.get(2 * index).toString()),
                        scores.get(2 * index + 1).toDouble(),
                        returned));
    }

    /** What the script answers. */
    private record Accepted(Acceptance.Status status, TurnId turn, Response claimed, boolean waits) {

        static Accepted read(Response fields) {
            return new Accepted(
                    Acceptance.Status.valueOf(fields.get(0).toString().toUpperCase(Locale.ROOT)),
                    new TurnId(fields.get(1).toString()),
                    TurnReader.claimed(fields.get(2)),
                    fields.get(3).toBoolean());
        }
    }

    /**
     * That a conversation was asked for.
     *
     * @param owner this claim's own, so that no other is meant
     * @param madeAt by {@link System#nanoTime}
     */
    private record Claim(ConversationKey conversation, String owner, long madeAt) {}
}
