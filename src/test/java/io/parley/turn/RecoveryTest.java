package io.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.Settings;
import io.parley.activity.Samples;
import io.parley.conversation.ConversationKey;
import io.parley.ledger.Fate;
import io.parley.ledger.Fate.Mishap;
import io.parley.turn.Channel.Post;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many conversations on three replicas. One replica after another dies during its turns and is replaced. */
@NullUnmarked
class RecoveryTest extends RunningTurns {

    private static final int CONVERSATIONS = 30;
    private static final int TURNS = 5;
    private static final int REPLICAS = 3;
    private static final int DEATHS = 15;
    private static final Settings SETTINGS = Settings.with(
            "turns.lease", "1500ms",
            "turns.sweep-interval", "200ms",
            "turns.retry-delay", "50ms",
            "turns.max-attempts", "50",
            "turns.max-concurrent", "12",
            "turns.shutdown-grace", "1ms");
    private final AtomicInteger deaths = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void losesDoublesAndReordersNothing(long seed) {
        Random random = new Random(seed);
        model.behave(question -> thinking(question, random));
        IntStream.range(0, REPLICAS).forEach(number -> addReplica(random));

        Multi.createFrom()
                .range(0, CONVERSATIONS)
                .onItem()
                .transformToUni(conversation -> talk(conversation, random))
                .merge(CONVERSATIONS)
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofSeconds(60));

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(REDIS.keys()).noneMatch(key -> key.endsWith(":due")));
        assertThat(deaths).hasValueGreaterThan(DEATHS / 2);
        IntStream.range(0, CONVERSATIONS).forEach(this::assertAnswered);
        assertNobodyAskedTwiceWithoutNeed();
        assertThat(REDIS.keys()).noneMatch(key -> key.endsWith(":dead") || key.endsWith(":pending"));
        assertThat(REDIS.immortalKeys()).isEmpty();
    }

    /** A user who writes the next message as soon as the last one was accepted. */
    private Uni<Void> talk(int conversation, Random random) {
        return Multi.createFrom()
                .range(0, TURNS)
                .onItem()
                .transformToUniAndConcatenate(turn -> deliver(name(conversation), question(conversation, turn), random))
                .onItem()
                .ignoreAsUni();
    }

    /** Repeats a message at other replicas, like the Connector, until it is accepted. */
    private Uni<Void> deliver(String conversation, String text, Random random) {
        return Uni.createFrom()
                .deferred(() -> living(random).accept(Samples.message(conversation, text, text)))
                .ifNoItem()
                .after(Duration.ofMillis(500))
                .fail()
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(20), Duration.ofMillis(100))
                .indefinitely();
    }

    private Replica living(Random random) {
        List<Replica> living =
                replicas.stream().filter(replica -> !replica.fate().dead()).toList();
        return living.get(random.nextInt(living.size()));
    }

    private Uni<String> thinking(String question, Random random) {
        return Uni.createFrom()
                .item(Model.answerTo(question))
                .onItem()
                .delayIt()
                .by(Duration.ofMillis(1 + random.nextInt(20)));
    }

    private void addReplica(Random random) {
        Fate fate = deaths.get() < DEATHS ? failure(random) : Fate.happy();
        replica(fate, SETTINGS).sweeping();
    }

    private Fate failure(Random random) {
        Fate fate = Fate.at(5 + random.nextInt(25), random.nextBoolean() ? Mishap.DIES_BEFORE : Mishap.DIES_AFTER);
        fate.afterwards(() -> {
            deaths.incrementAndGet();
            addReplica(random);
        });
        return fate;
    }

    private void assertAnswered(int conversation) {
        List<String> questions = IntStream.range(0, TURNS)
                .mapToObj(turn -> question(conversation, turn))
                .toList();
        assertThat(withoutRepetitions(channel.messages(name(conversation))))
                .isEqualTo(questions.stream().map(Model::answerTo).toList());
        ConversationKey key = ConversationKey.of(Samples.message(name(conversation), "1", "text"));
        assertThat(texts(key))
                .isEqualTo(questions.stream()
                        .flatMap(question -> Stream.of(question, Model.answerTo(question)))
                        .toList());
    }

    /** Only a replica that died before it recorded a message may have sent a message that was sent again. */
    private static List<String> withoutRepetitions(List<Post> posts) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < posts.size(); i++) {
            Post post = posts.get(i);
            if (i > 0 && posts.get(i - 1).text().equals(post.text())) {
                assertThat(posts.get(i - 1).by().dead()).isTrue();
            } else {
                texts.add(post.text());
            }
        }
        return texts;
    }

    private void assertNobodyAskedTwiceWithoutNeed() {
        List<Model.Question> askedByTheLiving =
                model.questions().stream().filter(one -> !one.by().dead()).toList();
        assertThat(askedByTheLiving).extracting(Model.Question::text).doesNotHaveDuplicates();
    }

    private static String name(int conversation) {
        return "conversation-" + conversation;
    }

    private static String question(int conversation, int turn) {
        return conversation + "/" + turn;
    }
}
