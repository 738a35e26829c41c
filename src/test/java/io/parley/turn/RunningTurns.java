package io.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.conversation.ConversationKey;
import io.parley.conversation.Remark;
import io.parley.ledger.Fate;
import io.parley.ledger.Fate.Mishap;
import io.parley.ledger.StoredKeys;
import io.parley.redis.TestRedis;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.Arguments;

/** Tests of turns that replicas run, with a real Redis, a fake channel and a fake model. */
@NullUnmarked
abstract class RunningTurns {

    @RegisterExtension
    static final TestRedis REDIS = new TestRedis();

    final Channel channel = new Channel();
    final Model model = new Model();

    @AutoClose
    final Replicas replicas = new Replicas();

    /** Reads settings: names and values of one test replace those that the test class sets for all its tests. */
    static Settings settings(List<String> defaults, String... own) {
        List<String> all = new ArrayList<>(defaults);
        all.addAll(List.of(own));
        return Settings.with(all.toArray(String[]::new));
    }

    Replica replica(Settings settings) {
        return replica(Fate.happy(), settings);
    }

    Replica replica(Fate fate, Settings settings) {
        return replicas.add(new Replica(REDIS, channel, model, fate, settings));
    }

    static void accept(Replica replica, Activity activity) {
        replica.accept(activity).await().atMost(Duration.ofSeconds(5));
    }

    /** Moves the end of the lease into the past, so that any replica may claim the conversation. */
    static void endLease(ConversationKey conversation) {
        now(endOfLease(conversation));
    }

    /** Lets a replica take a conversation over. Its holder may renew the lease in between; then this tries again. */
    static void takeOver(Replica replica, ConversationKey conversation) {
        await().until(() -> {
            endLease(conversation);
            return replica.tryClaim(conversation);
        });
    }

    /** Ends it without waiting for Redis, for callers on the event loop. */
    static void beginToEndLease(ConversationKey conversation) {
        endOfLease(conversation).subscribe().with(ended -> {});
    }

    private static Uni<Response> endOfLease(ConversationKey conversation) {
        return REDIS.api().zadd(List.of(StoredKeys.due(conversation), "XX", "0", conversation.digest()));
    }

    /** Waits until no conversation has unfinished turns. */
    static void awaitEndOfTurns() {
        await().untilAsserted(() -> assertThat(REDIS.keys()).noneMatch(key -> key.endsWith(":due")));
    }

    static ConditionFactory eventually() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10));
    }

    /** Returns the history of a conversation as Redis holds it, oldest first. */
    static List<String> history(ConversationKey conversation) {
        Response history = now(REDIS.api().lrange(conversation.key("history"), "0", "-1"));
        return StreamSupport.stream(history.spliterator(), false)
                .map(Response::toString)
                .toList();
    }

    /** Returns the texts in the history of a conversation, oldest first. */
    static List<String> texts(ConversationKey conversation) {
        return history(conversation).stream()
                .map(json -> Samples.read(json, Remark.class).content())
                .toList();
    }

    static <T> T now(Uni<T> call) {
        return call.await().atMost(Duration.ofSeconds(10));
    }

    /**
     * Returns each mishap at each step.
     *
     * @param sending the steps that send a message: if their answer is lost, nobody can know whether it was sent
     */
    static Stream<Arguments> mishapsAt(Enum<?>[] steps, Enum<?>... sending) {
        return Stream.of(Mishap.values()).flatMap(mishap -> Stream.of(steps)
                .filter(step ->
                        mishap != Mishap.ANSWER_LOST || !List.of(sending).contains(step))
                .map(step -> Arguments.of(step, mishap)));
    }
}
