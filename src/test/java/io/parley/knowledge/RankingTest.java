package io.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which of several pages that have words of the question comes first. */
class RankingTest {

    @Test
    void prefersPageWithMorePassagesAboutTheSubject() {
        assertThat(pages(
                        "backup",
                        6,
                        0,
                        "en/a.md",
                        "# Storage\n## Night\nA backup is made.\n## Restoring\nRestore a backup.\n## Keeping\nKeep a backup.\n"
                                + "## Cost\nEach backup costs.",
                        "en/b.md",
                        "# Moving\nMake a backup, and move a backup."))
                .first()
                .isEqualTo("en/a.md");
    }

    @Test
    void prefersTheLanguageWhereWordsOfBothAreMoreFrequent() {
        assertThat(pages(
                        "uptime badge",
                        6,
                        4,
                        "en/a.md",
                        "# Badges\nThe uptime badge is a picture.",
                        "en/c.md",
                        "# Pictures\nSee the uptime badge.",
                        "de/a.md",
                        "# Badges\nDas Uptime Badge ist da."))
                .first()
                .isEqualTo("en/a.md");
    }

    @Test
    void recognizesTheLanguageByFormsThatNoDocumentHas() {
        assertThat(pages(
                        "claude desktop benutzen",
                        6,
                        4,
                        "en/a.md",
                        "# Claude desktop\nClaude desktop.",
                        "de/a.md",
                        "# Programme\nFür Benutzer von Claude am Desktop."))
                .first()
                .isEqualTo("de/a.md");
    }

    @Test
    void weighsNounsMoreThanVerbs() {
        String[] files = {
            "de/a.md",
            "# Konto\nEin Konto anlegen und einrichten.",
            "de/b.md",
            "# Dashboard\nEin Dashboard zeigt Zahlen und einen langen Text über das Dashboard.",
            "de/c.md",
            "# Anderes\nEin langer Text ohne Zahlen."
        };

        assertThat(pages("wie einrichten, anlegen: das Dashboard", 0, 0, files))
                .first()
                .isEqualTo("de/b.md");
        assertThat(pages("wie einrichten, anlegen: das dashboard", 0, 0, files))
                .first()
                .isEqualTo("de/a.md");
    }

    @Test
    void searchesByThePartsOfACompoundThatNoDocumentHas() {
        assertThat(pages(
                        "warten auf netzwerkgeräte",
                        0,
                        6,
                        "de/b.md",
                        "# Pausen\nHier kann man warten.",
                        "de/e.md",
                        "# Netze\nEin Netzwerk mit Gerät und Geräte."))
                .first()
                .isEqualTo("de/e.md");
    }

    @Test
    void correctsTypingErrorsOnlyInTheLanguageOfTheQuestion() {
        String[] files = {"en/a.md", "# Mail\nSend a mail to the channel.", "de/a.md", "# Kanal\nEin Kanal."};

        assertThat(pages("Wie heißt der kenal?", 0, 0, files)).containsExactly("de/a.md");
        assertThat(pages("What is the kenal of a mail?", 0, 0, files)).containsExactly("en/a.md");
    }

    @Test
    void findsGermanVerbsInTheirForms() {
        assertThat(pages(
                        "wer prüft?",
                        0,
                        0,
                        "de/a.md",
                        "# Monitore\nEin Monitor kann etwas prüfen.",
                        "de/b.md",
                        "# Seiten\nEine."))
                .containsExactly("de/a.md");
    }

    @Test
    void prefersAPageThatSharesWordsWithTheBestPages() {
        assertThat(pages(
                        "Bereitschaft",
                        0,
                        20,
                        "de/a.md",
                        "# Bereitschaft\nEine Bereitschaft hat einen Rufplan.",
                        "de/b.md",
                        "# Bereitschaft\nDer Rufplan der Bereitschaft.",
                        "de/c.md",
                        "# Küche\nZur Bereitschaft gibt es Kuchen.",
                        "de/d.md",
                        "# Schicht\nZur Bereitschaft gibt es Rufplan."))
                .containsExactly("de/a.md", "de/b.md", "de/d.md", "de/c.md");
    }

    @Test
    void findsNoPageByWordsThatTheQuestionDoesNotHave() {
        assertThat(pages(
                        "Bereitschaft",
                        0,
                        4,
                        "de/a.md",
                        "# Bereitschaft\nEine Bereitschaft hat einen Rufplan.",
                        "de/b.md",
                        "# Rufplan\nDer Rufplan hat Zeiten."))
                .containsExactly("de/a.md");
    }

    /** @param english pages that say nothing, beside the files; they make other words rare */
    private static List<String> pages(String question, int english, int german, String... files) {
        List<SourceFile> sources = new ArrayList<>();
        for (int at = 0; at < files.length; at += 2) {
            sources.add(new SourceFile(files[at], files[at + 1]));
        }
        Stream.concat(
                        IntStream.range(0, english)
                                .mapToObj(page -> new SourceFile("en/x" + page + ".md", "# Other\nNothing.")),
                        IntStream.range(0, german)
                                .mapToObj(page ->
                                        new SourceFile("de/x" + page + ".md", "# Anderes\nNichts dergleichen.")))
                .forEach(sources::add);
        return new LibraryReader(new Addresses(Optional.empty()), Synonyms.NONE, 100, IndexLimit.ofHeap())
                .read(sources).find(Query.of(question), 5).found().stream()
                        .map(found -> found.passage().page().path())
                        .toList();
    }
}
