package io.parley.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

    private final MemoryBudget budget = new MemoryBudget(100);

    @Test
    void takesNoMoreThanThereIs() {
        assertThat(budget.take(60)).isTrue();
        assertThat(budget.take(41)).isFalse();
        assertThat(budget.take(40)).isTrue();
        assertThat(budget.take(1)).isFalse();

        budget.release(60);

        assertThat(budget.take(60)).isTrue();
        assertThat(budget.used()).isEqualTo(100);
    }

    @Test
    void takesOneOfAnySizeAlone() {
        assertThat(budget.take(1000)).isTrue();
        assertThat(budget.take(1)).isFalse();

        budget.release(1000);

        assertThat(budget.take(1)).isTrue();
        assertThat(budget.take(1000)).isFalse();
    }

    @Test
    void neverTakesMoreThanThereIsWhateverComesTogether() {
        long taken = IntStream.range(0, 10_000)
                .parallel()
                .filter(request -> budget.take(7))
                .count();

        assertThat(taken).isEqualTo(14);
        assertThat(budget.used()).isEqualTo(98);
    }
}
