package io.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceFileTest {

    private static final Addresses ADDRESSES = new Addresses(Optional.of("https://docs.example/help"));

    @Test
    void readsFrontMatter() {
        Page page =
                page("a.md", "---\ntitle: \"Add a monitor\"\nurl: https://other.example/add\nlanguage: de\n---\nText.");

        assertThat(page)
                .isEqualTo(new Page(
                        "a.md",
                        "Add a monitor",
                        Optional.of(URI.create("https://other.example/add")),
                        Language.GERMAN));
    }

    @Test
    void keepsATextBetweenTwoLines() {
        assertThat(new SourceFile("a.md", "---\nBetween.\n---\nBehind.").passages(ADDRESSES))
                .extracting(Passage::text)
                .containsExactly("---\nBetween.\n---\nBehind.");
    }

    @Test
    void keepsALongTextThatBeginsLikeFrontMatter() {
        String text = "---\ntitle: Rules\n" + "a: b\n".repeat(20_000) + "---\nBehind.";

        assertThat(new SourceFile("long-rules.md", text).passages(ADDRESSES))
                .first()
                .satisfies(passage -> assertThat(passage.page().title()).isEqualTo("Long rules"))
                .satisfies(passage -> assertThat(passage.text()).startsWith("---\ntitle: Rules"));
    }

    @ParameterizedTest
    @CsvSource({
        "monitors/add.md, https://docs.example/help/monitors/add",
        "monitors/index.md, https://docs.example/help/monitors/",
        "README.md, https://docs.example/help/",
        "mit Leerzeichen & Umlaut ä.md, https://docs.example/help/mit%20Leerzeichen%20&%20Umlaut%20%C3%A4",
        "a?b#c.md, https://docs.example/help/a%3Fb%23c",
    })
    void makesTheAddressOfThePath(String path, String address) {
        assertThat(page(path, "Text.").address().map(URI::toString)).contains(address);
    }

    @ParameterizedTest
    @CsvSource({
        "javascript:alert(1)",
        "http://docs.example/a",
        "https://user:secret@docs.example/a",
        "file:///etc/passwd",
        "data:text/html,a",
        "not an address",
    })
    void usesNoAddressThatUsersMustNotOpen(String address) {
        assertThat(page("a.md", "---\nurl: " + address + "\n---\nText.")
                        .address()
                        .map(URI::getScheme))
                .matches(scheme -> scheme.isEmpty() || scheme.equals(Optional.of("https")))
                .isNotEqualTo(Optional.of("http"));
        assertThat(page("a.md", "---\nurl: " + address + "\n---\nText.")
                        .address()
                        .map(URI::toString))
                .isNotEqualTo(Optional.of(address));
    }

    @ParameterizedTest
    @CsvSource({
        "de/a.md, Some English words that are in the text, GERMAN",
        "a.md, Dies ist ein Text und er ist nicht lang, GERMAN",
        "a.md, This is a text that is not very long, ENGLISH",
        "a.md, Lorem ipsum, OTHER",
    })
    void tellsTheLanguage(String path, String text, Language language) {
        assertThat(page(path, text).language()).isEqualTo(language);
    }

    @Test
    void leavesTheStatementsOfMdxOut() {
        assertThat(passages("a.mdx", "import Tabs from '@theme/Tabs';\n\n# Install\n<Tabs>\nRun it.\n</Tabs>"))
                .singleElement()
                .satisfies(passage -> {
                    assertThat(passage.titlePath()).isEqualTo("Install");
                    assertThat(passage.text()).isEqualTo("Run it.");
                });
    }

    @Test
    void readsWhatAReaderSeesOfHtml() {
        List<Passage> passages = passages("a.html", """
                <html><head><title>Alerts</title><script>evil()</script></head><body><nav>Menu</nav>
                <main><h1>Alerts</h1><p>They are <b>sent</b>.</p><h2>Limits</h2>
                <table><tr><th>plan</th><th>sent</th></tr><tr><td>Pier</td><td>10</td></tr></table>
                <pre>run &lt;it&gt;</pre></main><footer>Imprint</footer></body></html>""");

        assertThat(passages).extracting(Passage::titlePath).containsExactly("Alerts", "Alerts > Limits");
        assertThat(passages.get(0).text()).contains("They are sent.");
        assertThat(passages.get(1).text())
                .contains("| plan | sent |\n| Pier | 10 |")
                .contains("```\nrun <it>\n```");
        assertThat(passages).noneMatch(passage -> passage.text().matches("(?s).*(evil|Menu|Imprint).*"));
    }

    @Test
    void keepsATableWhole() {
        String table = "| a | b |\n|---|---|\n" + "| one | two |\n".repeat(200).strip();

        assertThat(passages("a.md", "# T\n" + "Words before. ".repeat(100) + "\n\n" + table + "\n\nAfter."))
                .anyMatch(passage -> passage.text().contains(table));
    }

    @Test
    void cutsWhatIsTooLongForAPassage() {
        assertThat(passages("a.md", "word ".repeat(10_000)))
                .hasSizeGreaterThan(5)
                .allMatch(passage -> passage.text().length() <= 6_000);
    }

    private static Page page(String path, String content) {
        return passages(path, content).get(0).page();
    }

    private static List<Passage> passages(String path, String content) {
        return new SourceFile(path, content).passages(ADDRESSES);
    }
}
