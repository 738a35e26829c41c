package io.parley.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedLinksTest {

    private final AllowedLinks links = new AllowedLinks(List.of("status.example.com", ".docs.example.com"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            See [the page](https://evil.example/?d=secret) now.       | See the page now.
            ![chart](https://evil.example/a.png?d=secret)             | chart
            ![](https://evil.example/a.png "title")                   | ''
            [a](<https://evil.example/x>)                             | a
            Go to https://evil.example/?d=secret please               | Go to (link removed) please
            Go to http://status.example.com/ please                   | Go to (link removed) please
            www.evil.example/x                                        | (link removed)
            [x]: https://evil.example/x                               | [x]: (link removed)
            <img src="https://evil.example/a.png">after               | after
            Enter `https://shop.example/x`, then go                   | Enter `(link removed)`, then go
            [a](javascript:alert)                                     | a
            [a](https://status.example.com@evil.example/)             | a
            [a](https://status.example.com.evil.example/)             | a
            [a](//evil.example/x)                                     | a
            ![a][b] [b]: https\\:\\/\\/evil.example/x                  | ![a][b] [b]: (link removed)
            ![a][b] [b]: &#104;ttps:&#47;&#47;evil.example/x          | ![a][b] [b]: (link removed)
            [a [b]](&#104;ttps:&#47;&#47;evil.example/x)              | [a [b]]((link removed)
            """)
    void takesOutLinksToOtherHosts(String text, String expected) {
        assertThat(links.apply(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no link at all: 1/2, a:b, 10:30 and [brackets] (and more)",
                "[page](https://status.example.com/a?b=c)",
                "https://status.example.com/a.",
                "[a]: https://status.example.com/a?b=c&d=e",
                "![chart](https://img.docs.example.com/a.png)"
            })
    void leavesEverythingElse(String text) {
        assertThat(links.apply(text)).isEqualTo(text);
    }

    @Test
    void leavesAllLinksWhereAnyHostIsAllowed() {
        assertThat(new AllowedLinks(List.of("*")).apply("![a](http://x.example/a.png)"))
                .isEqualTo("![a](http://x.example/a.png)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "before ![a](https://evil.example/?d=sec",
                "before ![a",
                "before https://evil.exam",
                "before <img src=\"https://evil"
            })
    void holdsBackALinkThatIsStillBeingWritten(String draft) {
        assertThat(links.applyToDraft(draft)).isEqualTo("before ");
    }

    @Test
    void showsWhatFollowsTheNumberOfASource() {
        assertThat(links.applyToDraft("It is so [1]. More of")).isEqualTo("It is so [1]. More of");
        assertThat(links.applyToDraft("It is so [1]")).isEqualTo("It is so ");
    }
}
