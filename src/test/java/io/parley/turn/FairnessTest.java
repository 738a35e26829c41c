package io.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.activity.ActivityTypes;
import io.parley.activity.Samples;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that no conversation waits too long behind busy ones. */
@NullUnmarked
class FairnessTest extends RunningTurns {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The sweep is too slow for this test: the replica must use what it already knows. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void answersANewcomerWithinTwoTurnsOfThoseWhoAreBusy(int count) {
        List<Replica> all = IntStream.range(0, count)
                .mapToObj(number -> replica("turns.max-concurrent", Integer.toString(2 / count)))
                .toList();
        thinkFor(Duration.ofMillis(200));
        for (int number = 0; number < 10; number++) {
            accept(all.get(0), Samples.message("busy 0", "0-" + number, "text"));
            accept(all.get(count - 1), Samples.message("busy 1", "1-" + number, "text"));
        }
        await().until(() -> channel.posts(ActivityTypes.MESSAGE).size() >= 2);
        int before = channel.posts(ActivityTypes.MESSAGE).size();

        accept(all.get(0), Samples.message("newcomer", "1", "text"));

        await().atMost(PATIENCE).until(() -> !channel.said("newcomer").isEmpty());
        // Two running turns, two that may come before, and what is sent at the same moment.
        assertThat(answersUntil("newcomer") - before).isLessThanOrEqualTo(5);
        await().atMost(PATIENCE)
                .until(() -> channel.posts(ActivityTypes.MESSAGE).size() == 21);
        assertThat(channel.said("busy 0")).hasSize(10);
        assertThat(channel.said("busy 1")).hasSize(10);
    }

    @Test
    void letsThoseGoOnWhoAreBusyHoweverManyNewcomersCome() {
        Replica replica = replica("turns.max-concurrent", "1").sweeping();
        thinkFor(Duration.ofMillis(20));
        IntStream.range(0, 5).forEach(number -> accept(replica, Samples.message("busy", "b" + number, "text")));
        IntStream.range(0, 40).forEach(number -> accept(replica, Samples.message("new " + number, "1", "text")));

        await().atMost(PATIENCE).until(() -> channel.said("busy").size() == 5);

        assertThat(channel.posts(ActivityTypes.MESSAGE)).hasSizeLessThan(20);
    }

    @Test
    void keepsANewcomerWaitingNoLongerThanOneAnswerTakesBehindAThousandWhoAreBusy() {
        Duration thought = Duration.ofMillis(500);
        Map<String, Long> begun = new ConcurrentHashMap<>();
        model.behave(question -> {
            begun.put(question, System.nanoTime());
            return think(question, thought);
        });
        Replica one = replica("turns.max-concurrent", "64", "turns.sweep-interval", "750ms")
                .sweeping();
        Replica other = replica("turns.max-concurrent", "64", "turns.sweep-interval", "750ms")
                .sweeping();
        acceptAtOnce(IntStream.range(0, 3000)
                .mapToObj(number -> (number % 2 == 0 ? one : other)
                        .accept(Samples.message("busy " + number % 1000, "" + number, "busy " + number)))
                .toList());

        await().atMost(PATIENCE).until(() -> begun.size() > 300);

        Map<String, Long> accepted = new ConcurrentHashMap<>();
        for (int number = 0; number < 50; number++) {
            String name = "new " + number;
            accepted.put(name, System.nanoTime());
            accept(number % 2 == 0 ? one : other, Samples.message(name, "1", name));
            int due = begun.size() + 15;
            await().pollInterval(Duration.ofMillis(20)).atMost(PATIENCE).until(() -> begun.size() >= due);
        }

        await().atMost(PATIENCE).until(() -> begun.keySet().containsAll(accepted.keySet()));
        List<Duration> waits = accepted.keySet().stream()
                .map(name -> Duration.ofNanos(begun.get(name) - accepted.get(name)))
                .sorted()
                .toList();
        assertThat(begun.keySet().stream().filter(name -> name.startsWith("busy")))
                .as("others are still busy")
                .hasSizeLessThan(3000);
        assertThat(waits.get(48)).isLessThan(thought.multipliedBy(2));
    }

    private int answersUntil(String conversation) {
        List<Channel.Post> posts = channel.posts(ActivityTypes.MESSAGE);
        return (int) posts.stream()
                        .takeWhile(post -> !post.conversation().equals(conversation))
                        .count()
                + 1;
    }

    private void thinkFor(Duration time) {
        model.behave(question -> think(question, time));
    }

    private static Uni<String> think(String question, Duration time) {
        return Uni.createFrom()
                .item(Model.answerTo(question))
                .onItem()
                .delayIt()
                .by(time);
    }

    private static void acceptAtOnce(List<Uni<Void>> activities) {
        Multi.createFrom()
                .iterable(activities)
                .onItem()
                .transformToUni(activity -> activity)
                .merge(16)
                .collect()
                .asList()
                .await()
                .atMost(PATIENCE);
    }

    private Replica replica(String... own) {
        return replica(settings(List.of("turns.sweep-interval", "30s", "turns.shutdown-grace", "1ms"), own));
    }
}
