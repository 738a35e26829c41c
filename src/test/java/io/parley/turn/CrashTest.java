package io.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.conversation.ConversationKey;
import io.parley.ledger.Fate;
import io.parley.ledger.Fate.Mishap;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What users see if a failure occurs at any step of two turns: both are answered, once, in order. The exception is the moment
 * between the Connector's acceptance of a message and its record.
 */
@NullUnmarked
class CrashTest extends RunningTurns {

    private static final Settings SETTINGS =
            Settings.with("turns.sweep-interval", "30ms", "turns.retry-delay", "50ms", "turns.shutdown-grace", "1ms");
    private static final Activity FIRST = Samples.message("c", "1", "first");
    private static final Activity SECOND = Samples.message("c", "2", "second");
    private static final ConversationKey CONVERSATION = ConversationKey.of(FIRST);
    private static final List<String> ANSWERS = List.of(Model.answerTo("first"), Model.answerTo("second"));

    /** Counts the steps of a replica that takes over a conversation with two waiting turns. */
    enum Step {
        TAKES_OVER,
        RECORDS_ANSWER,
        SENDS,
        COMPLETES,
        RECORDS_SECOND_ANSWER,
        SENDS_SECOND,
        COMPLETES_SECOND
    }

    @BeforeEach
    void storeTurns() {
        Replica accepting = replica(Fate.happy());
        accepting.store(FIRST);
        accepting.store(SECOND);
    }

    /** Makes each step a single call. */
    @BeforeAll
    static void knowScripts() throws Exception {
        try (Replica replica = new Replica(REDIS, new Channel(), new Model(), Fate.happy(), SETTINGS)) {
            replica.store(FIRST);
            replica.claim(CONVERSATION);
            eventually().untilAsserted(() -> assertThat(texts(CONVERSATION)).isNotEmpty());
        }
    }

    static Stream<Arguments> mishaps() {
        return mishapsAt(Step.values(), Step.SENDS, Step.SENDS_SECOND);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("mishaps")
    void answersEachTurnOnceAndInOrder(Step step, Mishap mishap) {
        Fate fate = Fate.at(step.ordinal() + 1, mishap);
        if (mishap != Mishap.ANSWER_LOST || step == Step.TAKES_OVER) {
            fate.afterwards(() -> beginToEndLease(CONVERSATION));
        }
        replica(fate).claim(CONVERSATION);
        eventually().until(fate::happened);
        replica(Fate.happy()).sweeping();

        eventually().untilAsserted(() -> assertThat(texts(CONVERSATION)).hasSize(4));

        assertThat(texts(CONVERSATION)).containsExactly("first", ANSWERS.get(0), "second", ANSWERS.get(1));
        assertThat(channel.said("c")).isEqualTo(expected(step, mishap));
        assertThat(model.timesAsked("first")).isEqualTo(step == Step.RECORDS_ANSWER && lost(mishap) ? 2 : 1);
        assertThat(model.timesAsked("second")).isEqualTo(step == Step.RECORDS_SECOND_ANSWER && lost(mishap) ? 2 : 1);
        eventually().untilAsserted(() -> assertThat(due()).isEmpty());
        assertThat(REDIS.keys()).noneMatch(key -> key.contains(":turns:") || key.endsWith(":dead"));
        assertThat(REDIS.immortalKeys()).isEmpty();
    }

    private static List<String> expected(Step step, Mishap mishap) {
        boolean unnoted = ((step == Step.SENDS || step == Step.SENDS_SECOND) && mishap == Mishap.DIES_AFTER)
                || ((step == Step.COMPLETES || step == Step.COMPLETES_SECOND) && lost(mishap));
        if (!unnoted) {
            return ANSWERS;
        }
        String twice = ANSWERS.get(step.ordinal() <= Step.COMPLETES.ordinal() ? 0 : 1);
        return ANSWERS.stream()
                .flatMap(answer ->
                        IntStream.range(0, answer.equals(twice) ? 2 : 1).mapToObj(time -> answer))
                .toList();
    }

    /** Whether the step was not carried out. */
    private static boolean lost(Mishap mishap) {
        return mishap == Mishap.DIES_BEFORE;
    }

    private Replica replica(Fate fate) {
        return replica(fate, SETTINGS);
    }

    private static List<String> due() {
        return REDIS.keys().stream().filter(key -> key.endsWith(":due")).toList();
    }
}
