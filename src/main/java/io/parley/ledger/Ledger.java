package io.parley.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationConfig;
import io.parley.conversation.ConversationKey;
import io.parley.conversation.Step;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Records the turns that this replica runs, so that another replica can continue them. Each method is one script: it happens
 * completely or not at all. Each carries the fence of the turn's lease, and fails with {@link TurnException.LeaseLost} once
 * another replica holds the conversation. All fail with {@link TurnException.LedgerUnavailable} when Redis does not answer, and
 * may then be called again. {@link Endings} ends turns, and {@link Leases} renews and releases leases.
 */
@ApplicationScoped
public class Ledger {

    /** 1,000 calls, each with its beginning and its end. */
    private static final int MOST_WRITES_OF_A_PARTITION = 2000;

    private final Lifetimes lifetimes;
    private final Codec codec;
    private final LedgerScript record;
    private final LedgerScript step;

    Ledger(RedisAPI redis, LedgerConfig config, ConversationConfig conversations, ObjectMapper mapper) {
        this.lifetimes = new Lifetimes(config, conversations);
        this.codec = new Codec(mapper);
        this.record = new LedgerScript(redis, "record");
        this.step = new LedgerScript(redis, "step");
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
     * Records steps behind those of the turn, and sets its attempts back: a turn that makes progress is not given up. After
     * another replica has claimed the conversation, only the ends of calls that this replica has begun are recorded.
     *
     * @return the recorded steps: a step that was recorded before does not change
     */
    public Uni<List<Step>> recordSteps(Turn turn, List<Step> steps) {
        return recordSteps(turn, "", steps, answer -> standing(turn.lease(), steps, answer));
    }

    /**
     * Records the first step of a turn whose user has consented to a call, and takes the call from its conversation.
     *
     * @param token of the call
     * @return false if the conversation has no such call; then nothing is recorded
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
