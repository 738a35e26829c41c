package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WholeCharactersTest {

    @ParameterizedTest
    @CsvSource({
        "abc, 3, abc",
        "abc, 9, abc",
        "abc, 2, ab",
        "abc, 0, ''",
        "a😀b, 2, a",
        "a😀b, 3, a😀",
        "😀, 1, ''",
        "'', 0, ''"
    })
    void keepsBothHalvesOfACharacterOrNone(String text, int most, String beginning) {
        assertThat(WholeCharacters.beginning(text, most)).isEqualTo(beginning);
    }

    @ParameterizedTest(name = "{index}")
    @CsvSource(
            value = {
                "abc; true; abc",
                "a\ud83d\ude00; true; a\ud83d\ude00",
                "a\ud83d; false; a",
                "\ude00a; false; \ufffda",
                "'';true;''"
            },
            delimiter = ';')
    void marksHalves(String text, boolean whole, String marked) {
        assertThat(WholeCharacters.areIn(text)).isEqualTo(whole);
        assertThat(WholeCharacters.of(text)).isEqualTo(marked);
    }
}
