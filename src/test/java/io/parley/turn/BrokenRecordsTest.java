package io.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.conversation.ConversationKey;
import io.parley.ledger.DeadLetter;
import io.parley.ledger.DeadLetters;
import io.parley.ledger.ReplicaLedger;
import io.parley.ledger.StoredKeys;
import io.parley.ledger.TurnId;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Other software has written to Redis, or a record is damaged: only that record is affected. */
@NullUnmarked
class BrokenRecordsTest extends RunningTurns {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Activity FIRST = Samples.message("c", "1", "first");
    private static final ConversationKey CONVERSATION = ConversationKey.of(FIRST);
    private static final String TURN = StoredKeys.turn(CONVERSATION, TurnId.of(FIRST));

    static Stream<List<String>> turnsWithoutTheirActivity() {
        return Stream.of(
                List.of("HSET", TURN, "activity", "{}"),
                List.of("HSET", TURN, "activity", "null"),
                List.of("HSET", TURN, "activity", "[]"),
                List.of("HSET", TURN, "activity", "no JSON"),
                List.of("HSET", TURN, "activity", ""),
                List.of(
                        "HSET",
                        TURN,
                        "activity",
                        "{\"type\":\"message\",\"channelId\":\"webchat\",\"conversation\":{}}"),
                List.of("HDEL", TURN, "activity"),
                List.of("HSET", TURN, "attempts", "1000"),
                List.of("SET", TURN, "a string"),
                List.of("LPUSHED", TURN, "a list"));
    }

    @ParameterizedTest
    @MethodSource("turnsWithoutTheirActivity")
    void makesADeadLetterOfATurnThatCannotBeReadAndGoesOn(List<String> damage) {
        giveUp(damage, List.of("answer to second"));
    }

    static Stream<List<String>> turnsWithTheirActivity() {
        return Stream.of(
                List.of("HSET", TURN, "sent", "many"),
                List.of("HSET", TURN, "sent", "-1"),
                List.of("HSET", TURN, "sent", "99999999999999999999"),
                List.of("HSET", TURN, "answer", "null"),
                List.of("HSET", TURN, "answer", "{}"),
                List.of("HSET", TURN, "answer", "{\"texts\":[null],\"remembered\":[]}"),
                List.of("HSET", TURN, "attempts", "many"),
                List.of("HSET", TURN, "attempts", "-1"),
                List.of("HSET", TURN, "attempts", "1e3"));
    }

    @ParameterizedTest
    @MethodSource("turnsWithTheirActivity")
    void apologisesForATurnWithADamagedRecordWhereItsUserIsKnown(List<String> damage) {
        giveUp(damage, List.of("apology", "answer to second"));
    }

    private void giveUp(List<String> damage, List<String> said) {
        Replica replica = replica();
        replica.store(FIRST);
        replica.store(Samples.message("c", "2", "second"));
        String neighbour = neighbour();
        replica.store(Samples.message(neighbour, "1", "neighbour"));
        damage(damage);

        replica.sweeping();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(channel.said(neighbour)).containsExactly("answer to neighbour");
            assertThat(channel.said("c")).isEqualTo(said);
        });
        assertThat(letters()).singleElement().satisfies(letter -> assertThat(letter.id())
                .isEqualTo(id()));
        assertThat(letters().get(0).reason().contains("no apology")).isNotEqualTo(said.contains("apology"));
        assertThat(model.timesAsked("first")).isZero();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(replica.running()).isZero());
        assertThat(now(deadLetters().drop(id()))).isTrue();
        assertThat(letters()).isEmpty();
        assertThat(REDIS.immortalKeys()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"accepted", "trace", "welcomed", "state"})
    void runsATurnWhoseOtherFieldsMakeNoSense(String field) {
        Replica replica = replica();
        replica.store(FIRST);
        damage(List.of("HSET", TURN, field, "nonsense"));

        replica.sweeping();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(channel.said("c")).containsExactly("answer to first"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "no JSON",
                "[]",
                "{\"token\":7}",
                "{\"token\":\"abc\"}",
                "{\"token\":\"abc\",\"tool\":\"t\",\"title\":null,\"arguments\":\"{}\",\"userId\":\"user\"}"
            })
    void leavesOutACallThatWaitsForConsentAndCannotBeRead(String call) {
        Replica replica = replica();
        replica.store(FIRST);
        damage(List.of(
                "HSET",
                CONVERSATION.key("conversation"),
                "pending",
                call,
                "pendingUntil",
                Long.toString(System.currentTimeMillis() + PATIENCE.toMillis() * 10)));

        replica.sweeping();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(channel.said("c")).containsExactly("answer to first"));
        assertThat(letters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"conversation", "turns", "history"})
    void goesOnWithAConversationWhoseKeysHoldSomethingElse(String kind) {
        Replica replica = replica();
        replica.store(FIRST);
        replica.store(Samples.message("c", "2", "second"));
        damage(List.of("SET", CONVERSATION.key(kind), "a string"));
        replica.store(Samples.message("c", "3", "third"));

        replica.sweeping();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(channel.said("c"))
                .containsExactly("answer to first", "answer to second", "answer to third"));
        assertThat(REDIS.immortalKeys()).isEmpty();
    }

    @Test
    void goesOnWithAConversationWhoseFenceIsNoNumber() {
        Replica replica = replica();
        replica.store(FIRST);
        damage(List.of("HSET", CONVERSATION.key("conversation"), "fence", "high"));

        replica.sweeping();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(channel.said("c")).containsExactly("answer to first"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"due", "dead", "pending"})
    void goesOnWithAPartitionWhoseKeysHoldSomethingElse(String kind) {
        Replica replica = replica("turns.lease", "1s");
        replica.store(FIRST);
        damage(List.of("SET", ConversationKey.partitionKey(CONVERSATION.partition(), kind), "a string"));

        replica.sweeping();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(channel.said("c")).containsExactly("answer to first"));
    }

    @Test
    void findsWhatWasPutOffByAClockThatWasAhead() {
        Replica replica = replica("turns.lease", "1s");
        replica.store(FIRST);
        long hour = System.currentTimeMillis() + Duration.ofHours(1).toMillis();
        now(REDIS.api().zadd(List.of(StoredKeys.due(CONVERSATION), Long.toString(hour), CONVERSATION.digest())));

        replica.sweeping();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(channel.said("c")).containsExactly("answer to first"));
    }

    /** Returns another conversation of the same partition, which waits behind the broken one. */
    private static String neighbour() {
        return IntStream.range(0, 10_000)
                .mapToObj(number -> "neighbour " + number)
                .filter(name ->
                        ConversationKey.of(Samples.message(name, "1", "text")).partition() == CONVERSATION.partition())
                .findFirst()
                .orElseThrow();
    }

    private static void damage(List<String> command) {
        List<String> arguments = command.subList(1, command.size());
        switch (command.get(0)) {
            case "HSET" -> now(REDIS.api().hset(arguments));
            case "HDEL" -> now(REDIS.api().hdel(arguments));
            case "SET" -> now(REDIS.api().set(arguments));
            default -> {
                now(REDIS.api().del(List.of(arguments.get(0))));
                now(REDIS.api().lpush(arguments));
            }
        }
        if (!command.get(0).startsWith("H")) {
            now(REDIS.api().pexpire(List.of(arguments.get(0), "600000")));
        }
    }

    private static String id() {
        return CONVERSATION.digest() + ':' + TurnId.of(FIRST).value();
    }

    private static List<DeadLetter> letters() {
        return now(deadLetters().list(10));
    }

    private static DeadLetters deadLetters() {
        Settings settings = Settings.with();
        return ReplicaLedger.deadLetters(REDIS, settings);
    }

    private Replica replica(String... own) {
        return replica(settings(List.of("turns.sweep-interval", "100ms", "turns.shutdown-grace", "1ms"), own));
    }
}
