package io.parley.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.activity.Activity;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationConfig;
import io.parley.conversation.ConversationKey;
import io.parley.conversation.Remark;
import io.parley.redis.Script;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is noted in Redis of a turn that this replica runs: what makes it outlive the replica. Each method is one script, so
 * it happens whole or not at all; each carries the fence of the turn's lease and fails with {@link TurnException.LeaseLost}
 * once another replica has taken the conversation. All fail with {@link TurnException.LedgerUnavailable} when Redis does not
 * answer, and may then be called again.
 */
@ApplicationScoped
public class Ledger {

    private static final int MOST_DEAD_LETTERS_OF_A_PARTITION = 1000;

    private final RedisAPI redis;
    private final ConversationConfig conversations;
    private final Lifetimes lifetimes;
    private final Codec codec;
    private final TurnReader reader;
    private final LedgerScript renew;
    private final LedgerScript record;
    private final LedgerScript complete;
    private final LedgerScript bury;
    private final LedgerScript release;

    Ledger(RedisAPI redis, LedgerConfig config, ConversationConfig conversations, ObjectMapper mapper) {
        this.redis = redis;
        this.conversations = conversations;
        this.lifetimes = new Lifetimes(config, conversations);
        this.codec = new Codec(mapper);
        this.reader = new TurnReader(codec);
        this.renew = new LedgerScript(redis, "renew");
        this.record = new LedgerScript(redis, "record");
        this.complete = new LedgerScript(redis, "complete");
        this.bury = new LedgerScript(redis, "bury");
        this.release = new LedgerScript(redis, "release");
    }

    /** Holds the conversation for another lease. */
    public Uni<Void> renew(Lease lease) {
        ConversationKey conversation = lease.conversation();
        return renew.run(
                        List.of(Keys.due(conversation.partition()), Keys.conversation(conversation)),
                        List.of(conversation.digest(), lease.fence(), lifetimes.lease(true)),
                        Response::toInteger)
                .invoke(held -> demand(lease, held))
                .replaceWithVoid();
    }

    /** Notes the answer before any of it is sent. */
    public Uni<Void> recordAnswer(Turn turn, Answer answer) {
        return note(turn, "state", "replying", "answer", codec.write(StoredAnswer.of(answer)));
    }

    /** Notes the apology before it is sent, and that the turn is given up. */
    public Uni<Void> recordApology(Turn turn, Answer apology, String reason) {
        return note(turn, "state", "replying", "answer", codec.write(StoredAnswer.of(apology)), "reason", reason);
    }

    /** Notes how many parts of the answer were sent, when others are left. */
    public Uni<Void> recordSent(Turn turn, int parts) {
        return note(turn, "sent", Integer.toString(parts));
    }

    /**
     * Ends a turn whose answer is sent, history with it, and starts the conversation's next one.
     *
     * @param sent ids of the messages that were sent, where they are worth knowing; oldest first
     * @param goesOn whether the conversation may go on here; not where others of its partition wait
     */
    public Uni<Handover> complete(Turn turn, Answer answer, List<String> sent, boolean goesOn) {
        List<String> arguments = new ArrayList<>(List.of(
                turn.conversation().digest(),
                turn.lease().fence(),
                turn.id().value(),
                lifetimes.lease(goesOn),
                lifetimes.ended(),
                Script.flag(turn.activity().isAwaited()),
                Script.flag(answer.forgets()),
                answer.leaves() ? "left" : Script.flag(answer.welcomes()),
                Integer.toString(conversations.maxMessages()),
                lifetimes.history(),
                lifetimes.conversation(),
                Integer.toString(conversations.maxBytes()),
                lifetimes.starts()));
        arguments.addAll(revised(answer.revision()));
        arguments.add(SentMessages.join(sent));
        answer.remembered()
                .forEach(message ->
                        arguments.add(codec.write(message, turn.activity().id())));
        return end(turn.lease(), complete, Keys.run(turn.conversation()), arguments);
    }

    private List<String> revised(Answer.@Nullable Revision revision) {
        if (revision == null) {
            return List.of("", "");
        }
        Remark question = revision.question();
        return List.of(revision.activityId(), question == null ? "" : codec.write(question, revision.activityId()));
    }

    /**
     * Gives a turn up: it becomes a dead letter, and the conversation goes on with the next.
     *
     * @param answered whether what is recorded is an answer; an apology is kept for who waits for it only
     */
    public Uni<Handover> bury(Turn turn, String reason, boolean answered, boolean goesOn) {
        String apology = turn.activity().isAwaited() ? "awaited apology" : "apology";
        return bury(turn.lease(), turn.id(), reason, answered ? "answer" : apology, goesOn);
    }

    private Uni<Handover> bury(Lease lease, TurnId id, String reason, String recorded, boolean goesOn) {
        return end(
                lease,
                bury,
                Keys.dead(lease.conversation()),
                List.of(
                        lease.conversation().digest(),
                        lease.fence(),
                        id.value(),
                        lifetimes.lease(goesOn),
                        lifetimes.dead(),
                        reason,
                        Integer.toString(MOST_DEAD_LETTERS_OF_A_PARTITION),
                        recorded,
                        Integer.toString(conversations.maxBytes()),
                        lifetimes.starts()));
    }

    /** Gives a conversation back with its turns as they are, for anyone to take after the delay. */
    public Uni<Void> release(Lease lease, Duration delay) {
        return release(lease, delay, true);
    }

    /** Gives a conversation back at once, as if its turn had not been started: the replica stops, the turn is not to blame. */
    public Uni<Void> handBack(Lease lease) {
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

    /** The answer of a turn that is awaited, once it has ended; empty before that, on whichever replica it runs. */
    public Uni<Optional<Answer>> outcome(ConversationKey conversation, TurnId id) {
        return redis.hmget(List.of(Keys.turn(conversation, id), "state", "answer"))
                .ifNoItem()
                .after(Script.TIMEOUT)
                .fail()
                .map(this::outcome)
                .onFailure()
                .transform(TurnException.LedgerUnavailable::new);
    }

    /** Whether an activity that takes no turn has not been delivered before, for as long as an ended turn is remembered. */
    public Uni<Boolean> isFirst(ConversationKey conversation, TurnId id) {
        return redis.set(List.of(Keys.noted(conversation, id), "1", "NX", "PX", lifetimes.ended()))
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

    private Uni<Void> note(Turn turn, String... fields) {
        List<String> arguments = new ArrayList<>(fields.length + 1);
        arguments.add(turn.lease().fence());
        arguments.addAll(List.of(fields));
        ConversationKey conversation = turn.conversation();
        return record.run(
                        List.of(Keys.conversation(conversation), Keys.turn(conversation, turn.id())),
                        arguments,
                        Response::toInteger)
                .invoke(held -> demand(turn.lease(), held))
                .replaceWithVoid();
    }

    private Uni<Handover> end(Lease lease, LedgerScript script, List<String> keys, List<String> arguments) {
        long asked = System.nanoTime();
        return script.run(keys, arguments, Ended::read).chain(answer -> handover(lease, answer, asked));
    }

    private Uni<Handover> handover(Lease lease, Ended answer, long asked) {
        if (answer.isStale()) {
            return Uni.createFrom().failure(new TurnException.LeaseLost(lease));
        }
        int partition = lease.conversation().partition();
        return started(lease.conversation(), answer.claimed(), Optional.empty(), asked)
                .map(next -> new Handover(
                        next, conversation(partition, answer.returned()), conversation(partition, answer.other())));
    }

    private static Optional<ConversationKey> conversation(int partition, String digest) {
        return Optional.of(digest).filter(name -> !name.isEmpty()).map(name -> new ConversationKey(partition, name));
    }

    /**
     * What the scripts answer that end a turn.
     *
     * @param claimed the next turn, as the function {@code start} returns it; null where the lease is lost
     */
    private record Ended(boolean isStale, @Nullable Response claimed, String returned, String other) {

        static Ended read(Response fields) {
            return "stale".equals(fields.get(0).toString())
                    ? new Ended(true, null, "", "")
                    : new Ended(
                            false,
                            TurnReader.claimed(fields.get(1)),
                            fields.get(2).toString(),
                            fields.get(3).toString());
        }
    }

    /**
     * The turn that a script has started, if it has.
     *
     * @param own the activity that the caller has just stored, which is not sent back to it
     * @param asked {@link System#nanoTime} when the script was called
     */
    public Uni<Optional<Turn>> started(
            ConversationKey conversation, @Nullable Response fields, Optional<Activity> own, long asked) {
        if (fields == null || fields.size() == 0) {
            return Uni.createFrom().item(Optional.empty());
        }
        Lease lease = new Lease(conversation, TurnReader.fence(fields));
        TurnId id = TurnReader.id(fields);
        Optional<String> fault = TurnReader.fault(fields);
        if (fault.isPresent()) {
            return without(lease, id, fault.get());
        }
        try {
            return Uni.createFrom().item(Optional.of(reader.read(lease, fields, own, asked)));
        } catch (UncheckedIOException e) {
            return without(lease, id, "It cannot be read by this version");
        }
    }

    /** What another version wrote, or something else than Parley, must not stop a conversation for ever. */
    private Uni<Optional<Turn>> without(Lease lease, TurnId id, String reason) {
        Log.errorf(
                "Turn %s of conversation %s was made a dead letter, unread: %s",
                id.value(), lease.conversation(), reason);
        return bury(lease, id, reason, "answer", true).map(Handover::next);
    }

    private static void demand(Lease lease, int held) {
        if (held == 0) {
            throw new TurnException.LeaseLost(lease);
        }
    }
}
