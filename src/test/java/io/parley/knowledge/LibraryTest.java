package io.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibraryTest {

    private final Library library = KnowledgeOf.library(
            "en/monitors.md",
            "# Monitors\nA monitor watches a website.\n## Add a monitor\nPress New monitor and enter the address.",
            "en/alerts.md",
            "# Alerts\nAn alert is sent by e-mail. It can be acknowledged.",
            "en/domains.md",
            "# Status page\nPoint a CNAME record to the page, to use your own domain.",
            "de/monitore.md",
            "# Monitore\nEin Monitor überwacht eine Webseite. Die Überwachung läuft jede Minute.",
            "de/seiten.md",
            "# Statusseiten\nDer Status wird auf einer Seite gezeigt. Eine Benachrichtigung kommt per E-Mail.");

    @ParameterizedTest
    @CsvSource({
        "How do I add a monitor?, en/monitors.md",
        "adding monitors, en/monitors.md",
        "acknowledging alrets, en/alerts.md",
        "cname, en/domains.md",
        "Wie oft wird überwacht?, de/monitore.md",
        "Seite fuer den Status, de/seiten.md",
        "Statusseite einrichten, de/seiten.md",
        "E-Mail-Benachrichtigungen bekommen, de/seiten.md",
    })
    void findsThePage(String question, String page) {
        assertThat(pages(question)).first().isEqualTo(page);
    }

    @Test
    void findsNothingWhereNoWordOccurs() {
        assertThat(library.find(Query.of("Can I buy a bicycle?"), 5)).isEqualTo(new Findings(true, List.of()));
    }

    @ParameterizedTest
    @CsvSource({"Can you do that?", "?", "''", "und dann?"})
    void searchesForNothingWithoutAWordOfItsOwn(String question) {
        assertThat(library.find(Query.of(question), 5).searched()).isFalse();
    }

    @Test
    void searchesAQuestionThatFollowsUpWithTheOneBefore() {
        assertThat(library.find(new Query("and the address?", "How are alerts acknowledged?"), 5)
                        .found())
                .extracting(found -> found.passage().page().path())
                .contains("en/alerts.md");
    }

    @Test
    void limitsTheIndexesOfAllLanguagesTogether() {
        SourceFile english = new SourceFile("en/a.md", "# A\nSet a record.");
        SourceFile german = new SourceFile("de/a.md", "# A\nSetze einen Eintrag.");
        LibraryReader reader =
                new LibraryReader(new Addresses(Optional.empty()), Synonyms.NONE, 100, new IndexLimit(4_000));

        assertThat(reader.read(List.of(english)).passages()).isEqualTo(1);
        assertThat(reader.read(List.of(german)).passages()).isEqualTo(1);
        assertThatThrownBy(() -> reader.read(List.of(english, german))).isInstanceOf(DocumentsTooLargeException.class);
    }

    @Test
    void findsWhatTheOperatorCallsOtherwise() {
        Library own = new LibraryReader(
                        new Addresses(Optional.empty()),
                        new Synonyms(List.of("# goals", "vanity address, CNAME")),
                        100,
                        IndexLimit.ofHeap())
                .read(List.of(
                        new SourceFile("a.md", "# A\nSet a CNAME record."),
                        new SourceFile("b.md", "# B\nSet a record.")));

        assertThat(Stream.of("a vanity address please", "vanity addresses")
                        .map(question -> own.find(Query.of(question), 5).found()))
                .allSatisfy(passages -> assertThat(passages)
                        .extracting(found -> found.passage().page().path())
                        .containsExactly("a.md"));
    }

    @Test
    void prefersThePageThatSaysItInOtherCommonWords() {
        Library agents = KnowledgeOf.library("a.md", "# Agent\nInstall it.", "b.md", "# Agent\nUninstall it.");

        assertThat(agents.find(Query.of("remove the agent"), 5).found())
                .extracting(found -> found.passage().page().path())
                .containsExactly("b.md", "a.md");
        assertThat(agents.find(Query.of("remove"), 5).found()).isEmpty();
    }

    @Test
    void findsWordsThatAreTypedWithoutUmlauts() {
        Library doors =
                KnowledgeOf.library("de/a.md", "# Türen\nDie Tür öffnen.", "de/b.md", "# Brand\nFeuer löschen.");

        assertThat(doors.find(Query.of("Tuer"), 5).found())
                .extracting(found -> found.passage().page().path())
                .containsExactly("de/a.md");
        assertThat(doors.find(Query.of("fuer"), 5).found()).isEmpty();
    }

    @Test
    void showsNoMoreThanTwoPassagesOfAPage() {
        Library long_ = KnowledgeOf.library(
                "en/a.md",
                IntStream.range(0, 20)
                        .mapToObj(number -> "## Alerts " + number + "\nAlerts alert.\n")
                        .reduce("# Alerts\n", String::concat),
                "en/b.md",
                "# Other\nAn alert, once.");

        assertThat(long_.find(Query.of("alerts"), 5).found())
                .extracting(found -> found.passage().page().path())
                .containsExactly("en/a.md", "en/a.md", "en/b.md");
    }

    @Test
    void answersAVeryLongQuestionInTime() {
        String question = IntStream.range(0, 5_000)
                .mapToObj(number -> "monitr" + number + "x unknwon")
                .reduce("", (a, b) -> a + " " + b);

        org.junit.jupiter.api.Assertions.assertTimeout(
                java.time.Duration.ofSeconds(2), () -> library.find(Query.of(question), 5));
    }

    private List<String> pages(String question) {
        return library.find(Query.of(question), 5).found().stream()
                .map(found -> found.passage().page().path())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "监控器多久检查一次网站？, zh/monitors.md",
        "怎样添加监控器, zh/monitors.md",
        "告警通过什么发送, zh/alerts.md",
        "モニターはどこで追加できますか, ja/monitors.md",
        "アラートの送信先, ja/alerts.md",
        "모니터를 어디에서 추가하나요?, ko/monitors.md",
        "알림은 어떻게 보내나요, ko/alerts.md",
        "ฉันจะเพิ่มมอนิเตอร์ได้อย่างไร, th/monitors.md",
        "การแจ้งเตือนถูกส่งอย่างไร, th/alerts.md",
        "मॉनिटर कैसे जोड़ें, hi/monitors.md",
    })
    void findsThePageInScriptsWithoutBlanks(String question, String page) {
        Library others = KnowledgeOf.library(
                "zh/monitors.md",
                "# 监控器\n监控器每分钟检查一次网站。要添加监控器，请打开设置页面。",
                "zh/alerts.md",
                "# 告警\n告警通过电子邮件发送，可以确认。",
                "ja/monitors.md",
                "# モニター\nモニターは毎分ウェブサイトを確認します。追加は設定画面で行います。",
                "ja/alerts.md",
                "# アラート\nアラートはメールで送信されます。送信先は設定できます。",
                "ko/monitors.md",
                "# 모니터\n모니터는 매분 웹사이트를 확인합니다. 설정에서 추가합니다.",
                "ko/alerts.md",
                "# 알림\n알림은 이메일로 보냅니다.",
                "th/monitors.md",
                "# มอนิเตอร์\nมอนิเตอร์ตรวจสอบเว็บไซต์ทุกนาที เพิ่มมอนิเตอร์ได้ที่หน้าการตั้งค่า",
                "th/alerts.md",
                "# การแจ้งเตือน\nการแจ้งเตือนถูกส่งทางอีเมล",
                "hi/monitors.md",
                "# मॉनिटर\nमॉनिटर हर मिनट जाँच करता है। नया मॉनिटर सेटिंग में जोड़ें।",
                "hi/alerts.md",
                "# सूचना\nसूचना ईमेल से आती है।");

        assertThat(others.find(Query.of(question), 5).found())
                .extracting(found -> found.passage().page().path())
                .first()
                .isEqualTo(page);
    }
}
