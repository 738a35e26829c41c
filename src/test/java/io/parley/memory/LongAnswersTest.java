package io.parley.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LongAnswersTest {

    private static final int KIB = 1024;

    private final LongAnswers answers = new LongAnswers(() -> 1024 * KIB);

    @Test
    void takeNothingForAnswersOfTheUsualLength() {
        List<LongAnswers.Part> many =
                IntStream.range(0, 10_000).mapToObj(number -> answers.begin()).toList();

        assertThat(many).allMatch(answer -> answer.reach(64 * KIB));
        assertThat(answers.used()).isZero();
    }

    @Test
    void takeMemoryAsTheyGrowAndFailWhenOthersHaveTakenAllOfIt() {
        LongAnswers.Part one = answers.begin();
        LongAnswers.Part other = answers.begin();

        assertThat(one.reach(164 * KIB)).isTrue();
        assertThat(answers.used()).isEqualTo(400 * KIB);
        assertThat(other.reach(164 * KIB)).isTrue();
        assertThat(other.reach(264 * KIB)).isFalse();
        assertThat(answers.used()).isEqualTo(800 * KIB);

        one.end();

        assertThat(other.reach(264 * KIB)).isTrue();
        other.end();
        assertThat(answers.used()).isZero();
    }

    @Test
    void alwaysHaveMemoryForASingleOne() {
        LongAnswers.Part one = answers.begin();

        assertThat(one.reach(4096 * KIB)).isTrue();
        assertThat(one.reach(8192 * KIB)).isTrue();
        assertThat(answers.begin().reach(65 * KIB)).isFalse();
    }

    @Test
    void takeNothingAfterTheEnd() {
        LongAnswers.Part one = answers.begin();
        one.end();

        one.reach(200 * KIB);

        assertThat(answers.used()).isZero();
    }
}
