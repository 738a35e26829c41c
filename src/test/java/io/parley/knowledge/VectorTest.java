package io.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorTest {

    private final Random random = new Random(4711);

    @Test
    void keepsTheCosineOverItsShortForm() {
        for (int round = 0; round < 100; round++) {
            float[] numbers = random();
            float[] other = Vector.direction(random());

            Vector read = Vector.decode(Vector.of(numbers).encoded()).orElseThrow();

            assertThat(read.cosine(other)).isCloseTo(dot(Vector.direction(numbers), other), within(0.002));
            assertThat(read.cosine(Vector.direction(numbers))).isCloseTo(1, within(0.002));
        }
    }

    @Test
    void takesAsMuchRoomAsTheDocumentSays() {
        assertThat(Vector.of(random()).encoded()).hasSize(688);
    }

    @Test
    void isNearNothingWithoutADirection() {
        float[] unreadable = random();
        unreadable[3] = Float.NaN;

        assertThat(Vector.of(new float[512]).cosine(Vector.direction(random()))).isZero();
        assertThat(Vector.of(unreadable).cosine(Vector.direction(random()))).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "no Base64!", "\u0000"})
    void readsNoOtherText(String text) {
        assertThat(Vector.decode(text)).isEmpty();
    }

    private float[] random() {
        float[] numbers = new float[512];
        for (int at = 0; at < numbers.length; at++) {
            numbers[at] = (float) random.nextGaussian();
        }
        return numbers;
    }

    private static double dot(float[] left, float[] right) {
        double sum = 0;
        for (int at = 0; at < left.length; at++) {
            sum += (double) left[at] * right[at];
        }
        return sum;
    }
}
