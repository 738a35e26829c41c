package io.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.connector.FakeConnector;
import io.parley.ledger.Fate;
import io.parley.redis.TestRedis;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The steps of turns that observers get. */
class TurnStepsTest {

    @RegisterExtension
    static final TestRedis REDIS = new TestRedis();

    private static final Activity MESSAGE = Samples.message("c", "1", "secret");

    private final Channel channel = new Channel();
    private final Settings settings = Settings.with("turns.retry-delay", "10ms", "turns.sweep-interval", "100ms");
    private final Replica replica = new Replica(REDIS, channel, new Model(), Fate.happy(), settings);

    @AfterEach
    void stop() throws InterruptedException {
        replica.close();
    }

    @Test
    void tellsOfEachStepInItsOrder() {
        accept(MESSAGE);

        untilTold("DONE");
        assertThat(told()).containsExactly("ACCEPTED 0", "RUNNING 1", "RECORDED 1", "SENT 1", "DONE 1");
        assertThat(replica.steps())
                .allSatisfy(step -> assertThat(step.activity().id()).isEqualTo("1"));
    }

    @Test
    void tellsThatAnActivityWasDeliveredBefore() {
        accept(MESSAGE);
        untilTold("DONE");

        accept(MESSAGE);

        assertThat(told()).endsWith("DONE 1", "REPEATED 0");
    }

    @Test
    void tellsWhyAnAttemptCameToNoEnd() {
        AtomicInteger tries = new AtomicInteger();
        channel.behave(activity -> tries.getAndIncrement() == 0
                ? Uni.createFrom().failure(FakeConnector.busy())
                : Uni.createFrom().item(Optional.of("id")));
        replica.sweeping();

        accept(MESSAGE);

        untilTold("DONE");
        assertThat(told())
                .containsExactly(
                        "ACCEPTED 0", "RUNNING 1", "RECORDED 1", "POSTPONED 1", "RUNNING 2", "SENT 2", "DONE 2");
        assertThat(details()).singleElement().asString().contains("503").doesNotContain("secret");
    }

    @Test
    void tellsWhyATurnWasGivenUp() {
        channel.behave(activity -> Uni.createFrom().failure(FakeConnector.rejecting()));

        accept(MESSAGE);

        untilTold("DEAD");
        assertThat(told()).containsExactly("ACCEPTED 0", "RUNNING 1", "RECORDED 1", "DEAD 1");
        assertThat(details()).singleElement().asString().contains("ConversationBlockedByUser");
    }

    @Test
    void goesOnWhenWhoeverWatchesFails() throws InterruptedException {
        Replica watched = new Replica(REDIS, channel, new Model(), Fate.happy(), settings, step -> {
            throw new IllegalStateException("for this test");
        });
        try {
            watched.accept(MESSAGE).await().atMost(Duration.ofSeconds(10));
            watched.accept(Samples.message("c", "2", "more")).await().atMost(Duration.ofSeconds(10));

            await().untilAsserted(
                            () -> assertThat(channel.said("c")).containsExactly("answer to secret", "answer to more"));
            await().untilAsserted(() -> assertThat(watched.running()).isZero());
        } finally {
            watched.close();
        }
    }

    @Test
    void tellsOfHowManyMessagesAnAnswerIs() {
        accept(MESSAGE);

        untilTold("DONE");
        assertThat(replica.steps().stream().map(TurnStep::messages)).containsExactly(0, 0, 1, 0, 0);
    }

    private void accept(Activity activity) {
        replica.accept(activity).await().atMost(Duration.ofSeconds(10));
    }

    private void untilTold(String kind) {
        await().untilAsserted(() -> assertThat(told()).anyMatch(step -> step.startsWith(kind)));
    }

    private List<String> told() {
        return replica.steps().stream()
                .map(step -> step.kind() + " " + step.attempt())
                .toList();
    }

    private List<String> details() {
        return replica.steps().stream().flatMap(step -> step.detail().stream()).toList();
    }
}
