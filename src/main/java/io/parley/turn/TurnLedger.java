package io.parley.turn;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.activity.Activity;
import io.parley.bot.Answer;
import io.parley.conversation.ConversationConfig;
import io.parley.conversation.ConversationKey;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Turns in Redis: what makes an accepted activity outlive the replica that accepted it. Each method is one script, so it
 * happens whole or not at all; each write of a running turn carries the fence of its lease and fails with
 * {@link TurnException.LeaseLost} once another replica has taken the conversation. All fail with
 * {@link TurnException.LedgerUnavailable} when Redis does not answer, and may then be called again.
 */
@ApplicationScoped
class TurnLedger {

    private static final int MOST_UNHEARD = 1000;
    private static final String NO_ROOM = "0";
    private static final int MOST_DEAD_LETTERS_OF_A_PARTITION = 1000;

    private final String replica = UUID.randomUUID().toString();
    private final AtomicLong claims = new AtomicLong();
    private final Set<Claim> unheard = ConcurrentHashMap.newKeySet();
    private final RedisAPI redis;
    private final TurnsConfig config;
    private final ConversationConfig conversations;
    private final TurnCodec codec;
    private final TurnReader reader;
    private final Script accept;
    private final Script takeOver;
    private final Script sweep;
    private final Script renew;
    private final Script record;
    private final Script complete;
    private final Script bury;
    private final Script release;
    private final Script recall;

    TurnLedger(RedisAPI redis, TurnsConfig config, ConversationConfig conversations, ObjectMapper mapper) {
        this.redis = redis;
        this.config = config;
        this.conversations = conversations;
        this.codec = new TurnCodec(mapper);
        this.reader = new TurnReader(codec);
        this.accept = new Script(redis, "accept");
        this.takeOver = new Script(redis, "take-over");
        this.sweep = new Script(redis, "sweep");
        this.renew = new Script(redis, "renew");
        this.record = new Script(redis, "record");
        this.complete = new Script(redis, "complete");
        this.bury = new Script(redis, "bury");
        this.release = new Script(redis, "release");
        this.recall = new Script(redis, "recall");
    }

    String replica() {
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
     * @param trace the W3C {@code traceparent} of the request, or nothing
     */
    Uni<Acceptance> accept(ConversationKey conversation, Activity activity, String trace, boolean room) {
        Claim claim = claim(conversation);
        TurnId id = TurnId.of(activity);
        List<String> keys = new ArrayList<>(runKeys(conversation));
        keys.add(TurnId.ofClient(activity)
                .map(client -> TurnKeys.client(conversation, client))
                .orElse(TurnKeys.turnPrefix(conversation)));
        List<String> arguments = List.of(
                conversation.digest(),
                id.value(),
                codec.write(activity),
                codec.write(activity.reference()),
                claim.owner(),
                lease(room),
                Integer.toString(config.maxPending()),
                millis(config.unfinishedLifetime()),
                conversationLifetime(),
                Integer.toString(config.maxPendingPerConversation()),
                trace);
        long asked = System.nanoTime();
        return claiming(accept.run(keys, arguments), claim, room)
                .chain(response -> acceptance(conversation, activity, response, asked));
    }

    /** Claims a conversation whose holder is gone, unless another replica was quicker. */
    Uni<Optional<Turn>> takeOver(ConversationKey conversation) {
        List<String> keys = List.of(
                TurnKeys.due(conversation.partition()),
                TurnKeys.conversation(conversation),
                TurnKeys.turns(conversation),
                TurnKeys.turnPrefix(conversation),
                TurnKeys.history(conversation));
        Claim claim = claim(conversation);
        long asked = System.nanoTime();
        return claiming(takeOver.run(keys, List.of(conversation.digest(), claim.owner(), lease(true))), claim, true)
                .chain(response -> claimed(conversation, response, Optional.empty(), asked));
    }

    /**
     * Gives back what this replica has claimed without hearing of it, since Redis did not answer in time: nobody runs it, and
     * its turn is not to blame. Looked for, for as long as a lease: Redis may not have come to it yet. Never fails.
     */
    Uni<Void> recallUnheard() {
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
                        releaseKeys(claim.conversation()),
                        List.of(claim.conversation().digest(), claim.owner()))
                .invoke(response -> {
                    if (response.toBoolean()) {
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

    /** Looks through a partition for turns that nobody runs. */
    Uni<Backlog> sweep(int partition, int limit) {
        return sweep.run(
                        List.of(TurnKeys.due(partition), TurnKeys.pending(partition), TurnKeys.dead(partition)),
                        List.of(Integer.toString(limit)))
                .map(response -> backlog(partition, response));
    }

    /** Holds the conversation for another lease. */
    Uni<Void> renew(Lease lease) {
        ConversationKey conversation = lease.conversation();
        return renew.run(
                        List.of(TurnKeys.due(conversation.partition()), TurnKeys.conversation(conversation)),
                        List.of(conversation.digest(), lease.fence(), lease(true)))
                .invoke(response -> demand(lease, response))
                .replaceWithVoid();
    }

    /** Notes the answer before any of it is sent. */
    Uni<Void> recordAnswer(Turn turn, Answer answer) {
        return note(turn, "state", "replying", "answer", codec.write(answer));
    }

    /** Notes the apology before it is sent, and that the turn is given up. */
    Uni<Void> recordApology(Turn turn, Answer apology, String reason) {
        return note(turn, "state", "replying", "answer", codec.write(apology), "reason", reason);
    }

    /** Notes how many parts of the answer were sent, when others are left. */
    Uni<Void> recordSent(Turn turn, int parts) {
        return note(turn, "sent", Integer.toString(parts));
    }

    /** Ends a turn whose answer is sent, history with it, and starts the conversation's next one when there is room for it. */
    Uni<Optional<Turn>> complete(Turn turn, Answer answer, boolean room) {
        List<String> arguments = new ArrayList<>(List.of(
                turn.conversation().digest(),
                turn.lease().fence(),
                turn.id().value(),
                lease(room),
                millis(config.deduplicationWindow()),
                flag(turn.activity().isAwaited()),
                flag(answer.forgets()),
                flag(answer.welcomes()),
                Integer.toString(conversations.maxMessages()),
                millis(conversations.retention()),
                conversationLifetime()));
        answer.remembered().forEach(message -> arguments.add(codec.write(message)));
        return end(turn.lease(), complete, runKeys(turn.conversation()), arguments);
    }

    /**
     * Gives a turn up: it becomes a dead letter, and the conversation goes on with the next.
     *
     * @param answered whether what is recorded is an answer; an apology is kept for who waits for it only
     */
    Uni<Optional<Turn>> bury(Turn turn, String reason, boolean answered, boolean room) {
        String apology = turn.activity().isAwaited() ? "awaited apology" : "apology";
        return bury(turn.lease(), turn.id(), reason, answered ? "answer" : apology, room);
    }

    private Uni<Optional<Turn>> bury(Lease lease, TurnId id, String reason, String recorded, boolean room) {
        List<String> keys = new ArrayList<>(runKeys(lease.conversation()));
        keys.add(TurnKeys.dead(lease.conversation().partition()));
        return end(
                lease,
                bury,
                keys,
                List.of(
                        lease.conversation().digest(),
                        lease.fence(),
                        id.value(),
                        lease(room),
                        millis(longer(conversations.retention(), config.deduplicationWindow())),
                        reason,
                        Integer.toString(MOST_DEAD_LETTERS_OF_A_PARTITION),
                        recorded));
    }

    /** Gives a conversation back with its turns as they are, for anyone to take after the delay. */
    Uni<Void> release(Lease lease, Duration delay) {
        return release(lease, delay, true);
    }

    /** Gives a conversation back at once, as if its turn had not been started: the replica stops, the turn is not to blame. */
    Uni<Void> handBack(Lease lease) {
        return release(lease, Duration.ZERO, false);
    }

    private Uni<Void> release(Lease lease, Duration delay, boolean counts) {
        ConversationKey conversation = lease.conversation();
        return release.run(
                        releaseKeys(conversation),
                        List.of(conversation.digest(), lease.fence(), millis(delay), flag(!counts)))
                .replaceWithVoid();
    }

    /** The answer of a turn that is awaited, once it has ended; empty before that, on whichever replica it runs. */
    Uni<Optional<Answer>> outcome(ConversationKey conversation, TurnId id) {
        return redis.hmget(List.of(TurnKeys.turn(conversation, id), "state", "answer"))
                .ifNoItem()
                .after(Script.TIMEOUT)
                .fail()
                .onFailure()
                .transform(TurnException.LedgerUnavailable::new)
                .map(this::outcome);
    }

    private Optional<Answer> outcome(Response fields) {
        String state = fields.get(0) == null ? "" : fields.get(0).toString();
        return ("done".equals(state) || "dead".equals(state)) && fields.get(1) != null
                ? Optional.of(codec.read(fields.get(1).toString(), Answer.class))
                : Optional.empty();
    }

    private Uni<Void> note(Turn turn, String... fields) {
        List<String> arguments = new ArrayList<>(fields.length + 1);
        arguments.add(turn.lease().fence());
        arguments.addAll(List.of(fields));
        ConversationKey conversation = turn.conversation();
        return record.run(
                        List.of(TurnKeys.conversation(conversation), TurnKeys.turn(conversation, turn.id())), arguments)
                .invoke(response -> demand(turn.lease(), response))
                .replaceWithVoid();
    }

    private Uni<Optional<Turn>> end(Lease lease, Script script, List<String> keys, List<String> arguments) {
        long asked = System.nanoTime();
        return script.run(keys, arguments).chain(response -> next(lease, response, asked));
    }

    private Uni<Optional<Turn>> next(Lease lease, Response response, long asked) {
        return "stale".equals(response.get(0).toString())
                ? Uni.createFrom().failure(new TurnException.LeaseLost(lease))
                : claimed(lease.conversation(), response.get(1), Optional.empty(), asked);
    }

    private Uni<Acceptance> acceptance(ConversationKey conversation, Activity activity, Response response, long asked) {
        Acceptance.Status status =
                Acceptance.Status.valueOf(response.get(0).toString().toUpperCase(Locale.ROOT));
        TurnId id = new TurnId(response.get(1).toString());
        return claimed(conversation, response.get(2), Optional.of(activity), asked)
                .map(turn -> new Acceptance(status, id, turn));
    }

    private Uni<Optional<Turn>> claimed(
            ConversationKey conversation, Response fields, Optional<Activity> own, long asked) {
        if (fields.size() == 0) {
            return Uni.createFrom().item(Optional.empty());
        }
        Lease lease = new Lease(conversation, TurnReader.fence(fields));
        try {
            return Uni.createFrom().item(Optional.of(reader.read(lease, fields, own, asked)));
        } catch (UncheckedIOException e) {
            return withoutUnreadable(lease, TurnReader.id(fields));
        }
    }

    /** What another version wrote must not stop a conversation for ever. */
    private Uni<Optional<Turn>> withoutUnreadable(Lease lease, TurnId id) {
        Log.errorf(
                "Turn %s of conversation %s cannot be read by this version, and was made a dead letter.",
                id.value(), lease.conversation());
        return bury(lease, id, "It cannot be read by this version", "answer", true);
    }

    private static Backlog backlog(int partition, Response response) {
        return new Backlog(
                response.get(0).toLong(),
                Duration.ofMillis(response.get(1).toLong()),
                response.get(2).toLong(),
                strings(response.get(3))
                        .map(digest -> new ConversationKey(partition, digest))
                        .toList());
    }

    private static void demand(Lease lease, Response held) {
        if (held.toInteger() == 0) {
            throw new TurnException.LeaseLost(lease);
        }
    }

    private static Stream<String> strings(Response response) {
        return StreamSupport.stream(response.spliterator(), false).map(Response::toString);
    }

    /** What scripts need that start turns. */
    private static List<String> runKeys(ConversationKey conversation) {
        List<String> keys = new ArrayList<>(TurnKeys.queue(conversation));
        keys.add(TurnKeys.history(conversation));
        return keys;
    }

    private static List<String> releaseKeys(ConversationKey conversation) {
        return List.of(
                TurnKeys.due(conversation.partition()),
                TurnKeys.conversation(conversation),
                TurnKeys.turns(conversation),
                TurnKeys.turnPrefix(conversation));
    }

    private String conversationLifetime() {
        return millis(conversationLifetime(config, conversations));
    }

    /** Not shorter than its turns' may be: fences would start over, and an old one could hold again. */
    static Duration conversationLifetime(TurnsConfig config, ConversationConfig conversations) {
        return longer(conversations.retention(), config.unfinishedLifetime());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private String lease(boolean room) {
        return room ? millis(config.lease()) : NO_ROOM;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    private static String flag(boolean value) {
        return value ? "1" : "0";
    }

    /**
     * That a conversation was asked for.
     *
     * @param owner this claim's own, so that no other is meant
     * @param madeAt by {@link System#nanoTime}
     */
    private record Claim(ConversationKey conversation, String owner, long madeAt) {}
}
