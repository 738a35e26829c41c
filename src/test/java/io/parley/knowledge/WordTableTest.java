package io.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

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
