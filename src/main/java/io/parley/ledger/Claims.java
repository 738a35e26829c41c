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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Claims conversations for this replica: with an activity that it accepts, or when no replica holds them. Each method is one
 * script, and fails with {@link TurnException.LedgerUnavailable} when Redis does not answer.
 */
@ApplicationScoped
public class Claims {

    private static final int MOST_UNANSWERED = 1000;

    private final String replica = UUID.randomUUID().toString();
    private final AtomicLong claims = new AtomicLong();
    private final Set<Claim> unanswered = ConcurrentHashMap.newKeySet();
    private final Partitions partitions;
    private final LedgerConfig config;
    private final Lifetimes lifetimes;
    private final String historyBytes;
    private final KnownHistories histories;
    private final Codec codec;
    private final TurnReader reader;
    private final LedgerScript accept;
    private final LedgerScript takeOver;
    private final LedgerScript recall;

    Claims(
            RedisAPI redis,
            Partitions partitions,
            KnownHistories histories,
            LedgerConfig config,
            ConversationConfig conversations,
            ObjectMapper mapper) {
        this.partitions = partitions;
        this.histories = histories;
        this.config = config;
        this.lifetimes = new Lifetimes(config, conversations);
        this.historyBytes = Integer.toString(conversations.maxBytes());
        this.codec = new Codec(mapper);
        this.reader = new TurnReader(codec);
        this.accept = new LedgerScript(redis, "accept");
        this.takeOver = new LedgerScript(redis, "take-over");
        this.recall = new LedgerScript(redis, "recall");
    }

    public String replica() {
        return replica;
    }

    /** The replica's part of an owner's name: each claim has its own name. */
    static String replica(String owner) {
        int slash = owner.indexOf('/');
        return slash < 0 ? owner : owner.substring(0, slash);
    }

    /**
     * Stores an activity as a turn unless it is known, and claims its conversation if that is free.
     *
     * @param named the conversation in the partition of its name; the acceptance says which partition it is in
     * @param trace the W3C {@code traceparent} of the request, or an empty text
     * @param capacity whether this replica can run another turn; if not, nothing is claimed
     */
    public Uni<Acceptance> accept(ConversationKey named, Activity activity, String trace, boolean capacity) {
        return partitions.secret().chain(secret -> acceptAt(secret.homes(named), activity, trace, capacity));
    }

    /** Looks for a conversation where it belongs, then where it may also be. If it is in neither place, it is new. */
    private Uni<Acceptance> acceptAt(List<ConversationKey> homes, Activity activity, String trace, boolean capacity) {
        ConversationKey home = homes.get(0);
        if (homes.size() == 1) {
            return acceptAt(home, activity, trace, capacity, false);
        }
        return acceptAt(home, activity, trace, capacity, true)
                .chain(acceptance -> acceptance.status() == Acceptance.Status.UNKNOWN
                        ? acceptAt(homes.get(1), activity, trace, capacity, true)
                        : Uni.createFrom().item(acceptance))
                .chain(acceptance -> acceptance.status() == Acceptance.Status.UNKNOWN
                        ? acceptAt(home, activity, trace, capacity, false)
                        : Uni.createFrom().item(acceptance));
    }

    private Uni<Acceptance> acceptAt(
            ConversationKey conversation, Activity activity, String trace, boolean capacity, boolean onlyIfKnown) {
        Claim claim = newClaim(conversation);
        TurnId id = TurnId.of(activity);
        Optional<TurnId> changed = TurnId.ofChanged(activity);
        KnownHistory known = histories.find(conversation);
        List<String> arguments = List.of(
                conversation.digest(),
                id.value(),
                codec.write(activity),
                claim.owner(),
                trace,
                lifetimes.lease(capacity),
                lifetimes.unfinished(),
                lifetimes.conversation(),
                Integer.toString(config.maxPending()),
                Integer.toString(config.maxPendingPerConversation()),
                Integer.toString(config.maxPendingPerUser()),
                historyBytes,
                lifetimes.starts(),
                Script.flag(onlyIfKnown),
                changed.map(TurnId::value).orElse(""),
                changed.map(message -> codec.write(activity.inPlaceOfMessage())).orElse(""),
                known.stamp(),
                Long.toString(known.messages()));
        StartRequest request = new StartRequest(Optional.of(activity), known, System.nanoTime());
        Uni<Acceptance> call = accept.run(
                Keys.accept(conversation, activity),
                arguments,
                answer -> acceptance(conversation, Fields.of(answer), request));
        return claiming(call, claim, capacity);
    }

    private Acceptance acceptance(ConversationKey conversation, Fields answer, StartRequest request) {
        Acceptance.Status status =
                Acceptance.Status.valueOf(answer.text("status").toUpperCase(Locale.ROOT));
        TurnId turn = new TurnId(answer.text("turn"));
        Optional<Activity> stored = request.own().filter(unused -> status == Acceptance.Status.ACCEPTED);
        return new Acceptance(
                status,
                conversation,
                turn,
                answer.below("claimed")
                        .map(claimed -> reader.read(
                                conversation, claimed, request.with(stored.filter(unused -> claimed.text("turn")
                                        .equals(turn.value()))))),
                answer.flag("waits"));
    }

    /** Claims a conversation that no replica holds. Empty if another replica was faster. */
    public Uni<Optional<StartedTurn>> claim(ConversationKey conversation) {
        Claim claim = newClaim(conversation);
        StartRequest request = StartRequest.now();
        Uni<Optional<StartedTurn>> call = takeOver.run(
                Keys.run(conversation),
                List.of(conversation.digest(), claim.owner(), lifetimes.lease(true), historyBytes, lifetimes.starts()),
                answer -> Optional.of(Fields.of(answer))
                        .filter(started -> !started.isEmpty())
                        .map(started -> reader.read(conversation, started, request)));
        return claiming(call, claim, true);
    }

    /**
     * Releases conversations that Redis claimed without this replica receiving the answer: no replica runs them, and the start of
     * their turns does not count. Redis may carry out a claim late, so each is recalled for as long as a lease. Never fails.
     */
    public Uni<Void> releaseUnanswered() {
        unanswered.removeIf(
                claim -> System.nanoTime() - claim.madeAt() > config.lease().toNanos());
        return Multi.createFrom()
                .iterable(unanswered)
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
                        unanswered.remove(claim);
                    }
                })
                .replaceWithVoid();
    }

    /** Beyond the limit, claims are not tracked; their leases expire by themselves. */
    private void track(Claim claim, boolean capacity) {
        if (capacity && unanswered.size() < MOST_UNANSWERED) {
            unanswered.add(claim);
        }
    }

    private <T> Uni<T> claiming(Uni<T> call, Claim claim, boolean capacity) {
        return call.onFailure(TurnException.LedgerUnavailable.class)
                .invoke(() -> track(claim, capacity))
                .onCancellation()
                .invoke(() -> track(claim, capacity));
    }

    private Claim newClaim(ConversationKey conversation) {
        return new Claim(conversation, replica + '/' + claims.incrementAndGet(), System.nanoTime());
    }

    /**
     * A call that may have claimed a conversation.
     *
     * @param owner the name of this claim alone
     * @param madeAt the time of the call, by {@link System#nanoTime}
     */
    private record Claim(ConversationKey conversation, String owner, long madeAt) {}
}
