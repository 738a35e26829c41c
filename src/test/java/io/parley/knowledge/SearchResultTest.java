package io.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchResultTest {

    private static final URI ADDRESS = URI.create("https://docs.example/alerts");

    private final NumberedPassages numbered = new NumberedPassages();
    private final NumberedPassages restored = new NumberedPassages();

    @Test
    void givesPassagesTheirNumbersAgain() {
        SearchResult.of(List.of(passage("first")), numbered);
        SearchResult second = SearchResult.of(List.of(passage("second \"quoted\""), passage("first")), numbered);

        second.restore(restored);

        assertThat(restored.find(2)).hasValueSatisfying(passage -> {
            assertThat(passage.text()).isEqualTo("second \"quoted\"");
            assertThat(passage.titlePath()).isEqualTo("Alerts > E-mail");
            assertThat(passage.page().address()).contains(ADDRESS);
        });
        assertThat(restored.find(1)).map(Passage::text).contains("first");
        assertThat(restored.has(3)).isFalse();
        assertThat(restored.add(passage("first"))).isEqualTo(1);
        assertThat(restored.add(passage("third"))).isEqualTo(3);
    }

    @Test
    void leavesOutPassagesThatWouldBeCut() {
        List<Passage> long_ = IntStream.range(0, 20)
                .mapToObj(number -> passage(number + "word ".repeat(1_000)))
                .toList();

        SearchResult result = SearchResult.of(long_, numbered);
        result.restore(restored);

        assertThat(result.text().length()).isBetween(15_000, 30_000);
        assertThat(restored.has(4)).isTrue();
        assertThat(numbered.has(5)).isFalse();
    }

    @Test
    void countsPassagesAsTheyAreWritten() {
        List<Passage> quotes = IntStream.range(0, 20)
                .mapToObj(number -> passage(number + "\"".repeat(1_500)))
                .toList();

        SearchResult result = SearchResult.of(quotes, numbered);
        result.restore(restored);

        assertThat(result.text().length()).isBetween(20_000, 24_000);
        assertThat(restored.has(7)).isTrue();
        assertThat(numbered.has(8)).isFalse();
    }

    @Test
    void cutsAPassageThatAloneIsTooLong() {
        SearchResult result = SearchResult.of(List.of(passage("\u0001".repeat(6_000))), numbered);
        result.restore(restored);

        assertThat(result.text().length()).isBetween(10_000, 24_000);
        assertThat(restored.find(1).map(Passage::text))
                .isEqualTo(numbered.find(1).map(Passage::text))
                .hasValueSatisfying(text -> assertThat(text).hasSizeGreaterThan(1_000));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no json|{}",
                "[]|{}",
                "{\"passages\":7}|",
                "''|''",
            })
    void readsNothingFromWhatIsNoResult(String text, String sources) {
        new SearchResult(text, sources == null ? "" : sources).restore(restored);

        assertThat(restored.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"javascript:alert(1)", "http://docs.example", "not an address"})
    void makesNoLinkOfAnotherAddress(String address) {
        new SearchResult(
                        "{\"passages\":[{\"number\":1,\"title\":\"t\",\"text\":\"x\"}]}", "{\"1\":\"" + address + "\"}")
                .restore(restored);

        assertThat(restored.find(1))
                .hasValueSatisfying(
                        passage -> assertThat(passage.page().address()).isEmpty());
    }

    private static Passage passage(String text) {
        return new Passage(
                new Page("alerts.md", "Alerts", Optional.of(ADDRESS), Language.ENGLISH), List.of("E-mail"), text);
    }
}
