package io.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class WordTableTest {

    private static final int MANY = 5_000;

    private final WordTable words = new WordTable();

    @Test
    void numbersEachWordOnce() {
        for (int number = 0; number < MANY; number++) {
            assertThat(words.add("wört" + number)).isEqualTo(number);
        }

        for (int number = 0; number < MANY; number++) {
            assertThat(words.add("wört" + number)).isEqualTo(number);
            assertThat(words.word(number)).isEqualTo("wört" + number);
        }
        assertThat(words.size()).isEqualTo(MANY);
    }

    /** Pairs of Chinese characters: with the hash of a string, they share a few slots, and each is compared with thousands of others. */
    @Test
    void findsManyPairsOfNeighboringCharactersInTime() {
        Assertions.assertTimeout(Duration.ofSeconds(10), () -> {
            for (int pair = 0; pair < 1_000_000; pair++) {
                words.add(new String(new char[] {(char) (0x4e00 + pair / 1_000), (char) (0x4e00 + pair % 1_000)}));
            }
        });

        assertThat(words.size()).isEqualTo(1_000_000);
    }

    @Test
    void findsAPartOfAText() {
        int page = words.add("seite");

        assertThat(words.find("statusseiten", 6, 11)).isEqualTo(page);
        assertThat(words.find("statusseiten", 6, 12)).isEqualTo(WordTable.NONE);
        assertThat(words.find("")).isEqualTo(WordTable.NONE);
    }

    @Test
    void distinguishesWordsWithTheSameHash() {
        assertThat("Aa").hasSameHashCodeAs("BB");

        assertThat(words.add("Aa")).isNotEqualTo(words.add("BB"));
        assertThat(words.word(words.find("BB"))).isEqualTo("BB");
    }
}
