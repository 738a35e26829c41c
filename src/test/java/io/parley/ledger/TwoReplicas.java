package io.parley.ledger;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationKey;
import io.parley.conversation.Remark;
import io.parley.redis.TestRedis;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests of the scripts on a real Redis. A second ledger stands for a second replica. */
@NullUnmarked
abstract class TwoReplicas {

    @RegisterExtension
    static final TestRedis REDIS = new TestRedis();

    private static final String SHORT_LEASE = "100ms";
    static final ConversationKey CONVERSATION = conversation("c");
    static final Activity FIRST = Samples.message("c", "1", "first");
    static final Activity SECOND = Samples.message("c", "2", "second");
    static final Activity THIRD = Samples.message("c", "3", "third");
    static final Answer ANSWER = answer("question", "reply");

    final ReplicaLedger ledger = ledger();
    final ReplicaLedger other = ledger();

    Acceptance accept(Activity activity) {
        return now(ledger.claims().accept(CONVERSATION, activity, "", true));
    }

    Turn claim(Activity activity) {
        return claim(ledger, activity);
    }

    static Turn claim(ReplicaLedger replica, Activity activity) {
        return now(replica.claims().accept(CONVERSATION, activity, "", true))
                .claimed()
                .map(Turn.class::cast)
                .orElseThrow();
    }

    /** Claims a conversation like a replica that dies at once. */
    static Turn claimBriefly(Activity activity) {
        return claim(ledger("turns.lease", SHORT_LEASE), activity);
    }

    static Turn takeOver(ReplicaLedger ledger) {
        return now(ledger.claims().claim(CONVERSATION)).map(Turn.class::cast).orElseThrow();
    }

    static Turn awaitTakeOver(ReplicaLedger ledger) {
        return await().until(() -> now(ledger.claims().claim(CONVERSATION)), Optional::isPresent)
                .map(Turn.class::cast)
                .orElseThrow();
    }

    /** Completes a turn. Returns the conversation's next turn, if there is one. */
    Optional<Turn> complete(Turn turn) {
        return complete(turn, ANSWER);
    }

    /** Completes a turn. Returns the conversation's next turn, which must exist. */
    Turn next(Turn turn, Answer answer) {
        return complete(turn, answer).orElseThrow();
    }

    private Optional<Turn> complete(Turn turn, Answer answer) {
        return now(ledger.endings().complete(turn, answer, List.of(), true))
                .next()
                .map(Turn.class::cast);
    }

    List<ConversationKey> overdue() {
        return waiting(now(ledger.sweeps().look(CONVERSATION.partition(), 10)));
    }

    static List<ConversationKey> waiting(Backlog seen) {
        return seen.overdue().stream().map(Waiting::conversation).toList();
    }

    static ReplicaLedger ledger(String... settings) {
        return ledger(REDIS, settings);
    }

    static ReplicaLedger ledger(TestRedis redis, String... settings) {
        return ReplicaLedger.in(redis, Settings.with(settings));
    }

    static ConversationKey conversation(String name) {
        return ConversationKey.of(Samples.message(name, "1", "text"));
    }

    /** Returns names of conversations whose keys share a partition; the greatest digest comes first. */
    static List<String> samePartition(int count) {
        return IntStream.range(0, 10_000)
                .mapToObj(Integer::toString)
                .filter(name -> conversation(name).partition() == CONVERSATION.partition())
                .limit(count)
                .sorted((one, two) ->
                        conversation(two).digest().compareTo(conversation(one).digest()))
                .toList();
    }

    static Activity fromClient(String id, String clientId) {
        return Samples.one("webchat-message", json -> {
            json.put("id", id);
            ((ObjectNode) json.get("conversation")).put("id", "c");
            ((ObjectNode) json.get("channelData")).put("clientActivityID", clientId);
        });
    }

    static Answer answer(String question, String reply) {
        return new Answer(List.of(reply), List.of(Remark.ofUser(question), Remark.ofBot(reply)), false, false, true);
    }

    static Answer forgetting() {
        return new Answer(List.of(), List.of(), true, false, false);
    }

    static List<Remark> history() {
        return strings(now(REDIS.api().lrange(CONVERSATION.key("history"), "0", "-1"))).stream()
                .map(json -> Samples.read(json, Remark.class))
                .toList();
    }

    static Optional<String> stored(Turn turn, String field) {
        String key = CONVERSATION.key("turn") + ':' + turn.id().value();
        return Optional.ofNullable(now(REDIS.api().hget(key, field))).map(Response::toString);
    }

    static String field(Turn turn, String field) {
        return stored(turn, field).orElse("");
    }

    static Duration lifetime(String key) {
        return Duration.ofMillis(now(REDIS.api().pttl(key)).toLong());
    }

    /** Returns the time in ms by the clock of Redis. */
    static long millisecond() {
        List<String> time = strings(now(REDIS.api().time()));
        return Long.parseLong(time.get(0)) * 1000 + Long.parseLong(time.get(1)) / 1000;
    }

    /** Returns everything that Redis holds, in a form that can be compared. */
    static Map<String, String> contents() {
        return REDIS.keys().stream().collect(Collectors.toMap(key -> key, TwoReplicas::content));
    }

    /** Redis may list the fields of a hash in another order each time. */
    private static String content(String key) {
        return now(REDIS.api().type(key)).toString().equals("hash")
                ? StreamSupport.stream(now(REDIS.api().hkeys(key)).spliterator(), false)
                        .map(Response::toString)
                        .sorted()
                        .map(field -> field + "=" + now(REDIS.api().hget(key, field)))
                        .collect(Collectors.joining(" "))
                : Arrays.toString(now(REDIS.api().dump(key)).toBytes());
    }

    static <T> List<T> atOnce(int calls, IntFunction<Uni<T>> call) {
        return now(Multi.createFrom()
                .range(0, calls)
                .onItem()
                .transformToUni(call::apply)
                .merge(calls)
                .collect()
                .asList());
    }

    static List<String> strings(Response response) {
        return StreamSupport.stream(response.spliterator(), false)
                .map(Response::toString)
                .toList();
    }

    static <T> T now(Uni<T> call) {
        return call.await().atMost(Duration.ofSeconds(10));
    }
}
