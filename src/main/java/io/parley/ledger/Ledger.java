package io.parley.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationConfig;
import io.parley.conversation.ConversationKey;
import io.parley.conversation.Remark;
import io.parley.conversation.Step;
import io.parley.conversation.Window;
import io.parley.redis.Script;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Records the turns that this replica runs, so that another replica can continue them. Each method is one script: it happens
 * completely or not at all. Each carries the fence of the turn's lease, and fails with {@link TurnException.LeaseLost} once
 * another replica holds the conversation. All fail with {@link TurnException.LedgerUnavailable} when Redis does not answer, and
 * may then be called again.
 */
@ApplicationScoped
public class Ledger {

    private static final int MOST_DEAD_LETTERS_OF_A_PARTITION = 1000;
    private static final int MOST_WRITES_OF_A_PARTITION = 1000;

    private final RedisAPI redis;
    private final OneServer server;
    private final ConversationConfig conversations;
    private final Window window;
    private final Lifetimes lifetimes;
    private final Codec codec;
    private final TurnReader reader;
    private final LedgerScript renew;
    private final LedgerScript record;
    private final LedgerScript step;
    private final LedgerScript complete;
    private final LedgerScript deadLetter;
    private final LedgerScript release;

    Ledger(
            RedisAPI redis,
            OneServer server,
            LedgerConfig config,
            ConversationConfig conversations,
            ObjectMapper mapper) {
        this.redis = redis;
        this.server = server;
        this.conversations = conversations;
        this.window = Window.of(conversations);
        this.lifetimes = new Lifetimes(config, conversations);
        this.codec = new Codec(mapper);
        this.reader = new TurnReader(codec);
        this.renew = new LedgerScript(redis, "renew");
        this.record = new LedgerScript(redis, "record");
        this.step = new LedgerScript(redis, "step");
        this.complete = new LedgerScript(redis, "complete");
        this.deadLetter = new LedgerScript(redis, "dead-letter");
        this.release = new LedgerScript(redis, "release");
    }

    /**
     * Renews leases: with one call if all of Redis is one server, else with a call for each partition.
     *
     * @return the leases that another replica holds by now
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

    /** Records the answer before any of it is sent. */
    public Uni<Void> recordAnswer(Turn turn, Answer answer) {
        return record(turn, "state", "replying", "answer", codec.write(StoredAnswer.of(answer)));
    }

    /** Records the apology before it is sent, and why the turn is given up. */
    public Uni<Void> recordApology(Turn turn, Answer apology, String reason) {
        return record(turn, "state", "replying", "answer", codec.write(StoredAnswer.of(apology)), "reason", reason);
    }

    /** Records how many parts of the answer were sent, while further parts are left. */
    public Uni<Void> recordSent(Turn turn, int parts) {
        return record(turn, "sent", Integer.toString(parts));
    }

    /**
     * Records steps behind those of the turn, and sets its attempts back: a turn that moves on is not given up. After another
     * replica has claimed the conversation, the ends of calls are recorded that this one has begun, and nothing else.
     *
     * @return the steps as they stand: one that was recorded before stays as it was
     */
    public Uni<List<Step>> recordSteps(Turn turn, List<Step> steps) {
        return recordSteps(turn, "", steps, answer -> standing(turn.lease(), steps, answer));
    }

    /**
     * Records the first step of a turn whose user has consented to a call, and takes the call from its conversation.
     *
     * @param token of the call
     * @return false when the conversation has no such call, and nothing was recorded
     */
    public Uni<Boolean> claimCall(Turn turn, String token, Step first) {
        return recordSteps(turn, token, List.of(first), answer -> {
            standing(turn.lease(), List.of(first), answer);
            return answer.flag("claimed");
        });
    }

    private <T> Uni<T> recordSteps(Turn turn, String token, List<Step> steps, Function<Fields, T> reader) {
        ConversationKey conversation = turn.conversation();
        List<String> arguments = new ArrayList<>(List.of(
                turn.lease().fence(),
                lifetimes.unfinished(),
                token,
                conversation.digest() + ":" + turn.id().value(),
                turn.activity().channelId(),
                turn.activity().from().id(),
                Integer.toString(MOST_WRITES_OF_A_PARTITION),
                lifetimes.dead()));
        steps.forEach(one -> arguments.add(codec.write(one)));
        return step.run(
                List.of(
                        Keys.conversation(conversation),
                        Keys.turn(conversation, turn.id()),
                        Keys.steps(conversation, turn.id()),
                        Keys.writes(conversation.partition())),
                arguments,
                answer -> reader.apply(Fields.of(answer)));
    }

    private List<Step> standing(Lease lease, List<Step> steps, Fields answer) {
        if (!answer.flag("held")) {
            throw new TurnException.LeaseLost(lease);
        }
        Map<String, Step> known = answer.elements("known")
                .map(json -> codec.readStep(json.toString()))
                .collect(Collectors.toMap(Step::name, Function.identity(), (one, other) -> one));
        return steps.stream().map(one -> known.getOrDefault(one.name(), one)).toList();
    }

    /**
     * Completes a turn whose answer is sent, with history, and starts the conversation's next turn.
     *
     * @param sent ids of the sent messages if they are to be remembered, the oldest first
     * @param goesOn whether this replica may start the next turn
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
                Integer.toString(window.least()),
                Integer.toString(window.most()),
                Integer.toString(conversations.maxBytes()),
                lifetimes.history(),
                lifetimes.conversation(),
                lifetimes.starts()));
        arguments.addAll(revised(answer.revision()));
        arguments.add(SentMessages.join(sent));
        arguments.addAll(pending(answer.consent()));
        answer.remembered()
                .forEach(message ->
                        arguments.add(codec.write(message, turn.activity().id())));
        return end(turn.lease(), complete, Keys.run(turn.conversation()), arguments);
    }

    private List<String> pending(Answer.@Nullable Consent consent) {
        String call = consent == null ? "" : consent.call() == null ? "none" : codec.write(consent.call());
        return List.of(call, lifetimes.consent());
    }

    private List<String> revised(Answer.@Nullable Revision revision) {
        if (revision == null) {
            return List.of("", "");
        }
        Remark question = revision.question();
        return List.of(revision.activityId(), question == null ? "" : codec.write(question, revision.activityId()));
    }

    /**
     * Dead-letters a turn, and starts the conversation's next turn.
     *
     * @param answered whether the recorded answer is a real one; an apology is kept only for a request that waits for it
     */
    public Uni<Handover> deadLetter(Turn turn, String reason, boolean answered, boolean goesOn) {
        return deadLetter(turn, new GivenUp(reason, answered, List.of()), goesOn);
    }

    /** As {@link #deadLetter(Turn, String, boolean, boolean)}, with what history keeps of the turn. */
    public Uni<Handover> deadLetter(Turn turn, GivenUp why, boolean goesOn) {
        String apology = turn.activity().isAwaited() ? "awaited apology" : "apology";
        List<String> remembered = why.remembered().stream()
                .map(message -> codec.write(message, turn.activity().id()))
                .toList();
        return deadLetter(turn, why.reason(), why.answered() ? "answer" : apology, goesOn, remembered);
    }

    /** Dead-letters a turn that this version cannot run, and keeps its record. */
    public Uni<Handover> deadLetter(UnreadableTurn turn, boolean goesOn) {
        return deadLetter(turn, turn.reason(), "answer", goesOn, List.of());
    }

    private Uni<Handover> deadLetter(
            StartedTurn turn, String reason, String recorded, boolean goesOn, List<String> remembered) {
        List<String> arguments = new ArrayList<>(List.of(
                turn.conversation().digest(),
                turn.lease().fence(),
                turn.id().value(),
                lifetimes.lease(goesOn),
                lifetimes.dead(),
                reason,
                Integer.toString(MOST_DEAD_LETTERS_OF_A_PARTITION),
                recorded,
                Integer.toString(conversations.maxBytes()),
                lifetimes.starts()));
        arguments.addAll(remembered);
        return end(turn.lease(), deadLetter, Keys.dead(turn.conversation()), arguments);
    }

    /**
     * Why a turn is given up.
     *
     * @param answered whether the recorded answer is a real one
     * @param remembered what history keeps of it: what its calls have done
     */
    public record GivenUp(String reason, boolean answered, List<Remark> remembered) {}

    /** Releases a lease: any replica may claim the conversation after the delay. */
    public Uni<Void> release(Lease lease, Duration delay) {
        return release(lease, delay, true);
    }

    /** Releases a lease at once, without counting the start of its turn: this replica stops, or has no capacity. */
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

    /** Returns the answer of a turn for a request that waits; empty until the turn has ended, on any replica. */
    public Uni<Optional<Answer>> outcome(ConversationKey conversation, TurnId id) {
        return redis.hmget(List.of(Keys.turn(conversation, id), "state", "answer"))
                .ifNoItem()
                .after(Script.TIMEOUT)
                .fail()
                .map(this::outcome)
                .onFailure()
                .transform(TurnException.LedgerUnavailable::new);
    }

    /**
     * Whether an activity without a turn is delivered for the first time, within the time for which ended turns are
     * remembered.
     */
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

    private Uni<Void> record(Turn turn, String... fields) {
        List<String> arguments = new ArrayList<>(fields.length + 1);
        arguments.add(turn.lease().fence());
        arguments.addAll(List.of(fields));
        ConversationKey conversation = turn.conversation();
        return write(
                turn.lease(),
                record,
                List.of(Keys.conversation(conversation), Keys.turn(conversation, turn.id())),
                arguments);
    }

    private Uni<Handover> end(Lease lease, LedgerScript script, List<String> keys, List<String> arguments) {
        long asked = System.nanoTime();
        return script.run(keys, arguments, answer -> handover(lease, Fields.of(answer), asked));
    }

    private Handover handover(Lease lease, Fields answer, long asked) {
        if (answer.text("status").equals("stale")) {
            throw new TurnException.LeaseLost(lease);
        }
        ConversationKey conversation = lease.conversation();
        return new Handover(
                answer.below("claimed").map(next -> reader.read(conversation, next, Optional.empty(), asked)),
                answer.find("returned").map(digest -> new ConversationKey(conversation.partition(), digest)),
                answer.find("other").map(digest -> new ConversationKey(conversation.partition(), digest)));
    }

    /** Calls a script that only writes. */
    private static Uni<Void> write(Lease lease, LedgerScript script, List<String> keys, List<String> arguments) {
        return script.run(keys, arguments, Response::toInteger)
                .invoke(held -> {
                    if (held == 0) {
                        throw new TurnException.LeaseLost(lease);
                    }
                })
                .replaceWithVoid();
    }
}
