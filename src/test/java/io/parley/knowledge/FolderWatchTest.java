package io.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.LogLines;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {

    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    Path folder;

    @RegisterExtension
    final LogLines lines = new LogLines(Folder.class);

    @RegisterExtension
    final LogLines watchLines = new LogLines(FolderWatch.class);

    private final LibrarySearch search = new LibrarySearch(VERTX);

    @BeforeEach
    void write() throws IOException {
        write("a.md", "# A\nOne monitor.");
        write("below/b.txt", "Two monitors.");
        write("picture.png", "no document");
        write(".hidden/c.md", "# C\nThree monitors.");
    }

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void readsTheDocumentsOfAFolder() {
        assertThat(watch(Map.of()).look()).isTrue();

        assertThat(search.library().passages()).isEqualTo(2);
    }

    @Test
    void readsAgainOnlyAfterAChange() throws IOException {
        FolderWatch watch = watch(Map.of());
        watch.look();

        assertThat(watch.look()).isFalse();
        write("d.md", "# D\nFour monitors.");
        assertThat(watch.look()).isTrue();
        assertThat(search.library().passages()).isEqualTo(3);
        Files.setLastModifiedTime(folder.resolve("d.md"), FileTime.fromMillis(1));
        assertThat(watch.look()).isTrue();
        Files.delete(folder.resolve("d.md"));
        assertThat(watch.look()).isTrue();
        assertThat(search.library().passages()).isEqualTo(2);
    }

    @Test
    void leavesOutAFileThatIsNoText() throws IOException {
        Files.write(folder.resolve("bad.md"), new byte[] {(byte) 0xC3, 0x28, (byte) 0xFF});

        watch(Map.of()).look();

        assertThat(search.library().passages()).isEqualTo(2);
    }

    @Test
    void followsTheLinksOfAConfigMap() throws IOException {
        write("..data/e.md", "# E\nFive monitors.");
        Files.createSymbolicLink(folder.resolve("e.md"), Path.of("..data", "e.md"));

        watch(Map.of()).look();

        assertThat(search.library().passages()).isEqualTo(3);
    }

    @Test
    void leavesOutWhatALinkBringsFromElsewhere(@TempDir Path elsewhere) throws IOException {
        Path secret = Files.writeString(elsewhere.resolve("secret.md"), "# Secret\nA key.");
        Files.createSymbolicLink(folder.resolve("file.md"), secret);
        Files.createSymbolicLink(folder.resolve("folder"), elsewhere);
        Files.createSymbolicLink(folder.resolve("environment.txt"), Path.of("/proc/self/environ"));
        Files.createSymbolicLink(folder.resolve("nowhere.md"), Path.of("gone.md"));

        watch(Map.of()).look();

        assertThat(search.library().passages()).isEqualTo(2);
    }

    @Test
    void readsAFolderThatIsALinkItself(@TempDir Path elsewhere) throws IOException {
        Path link = Files.createSymbolicLink(elsewhere.resolve("documents"), folder);

        watch(link, Map.of()).look();

        assertThat(search.library().passages()).isEqualTo(2);
    }

    @Test
    void leavesOutAFileThatWasExchangedForALinkBeforeItWasRead(@TempDir Path elsewhere) throws IOException {
        Folder documents = new Folder(folder, KnowledgeOf.config(Map.of()));
        List<Folder.Entry> entries = documents.entries();
        Path secret = Files.writeString(elsewhere.resolve("secret.md"), "A key.");
        Files.delete(folder.resolve("a.md"));
        Files.createSymbolicLink(folder.resolve("a.md"), secret);

        assertThat(documents.read(entries)).extracting(SourceFile::path).containsExactly("below/b.txt");
    }

    @Test
    void readsNoMoreThanItFound() throws IOException {
        Folder documents = new Folder(folder, KnowledgeOf.config(Map.of()));
        List<Folder.Entry> entries = documents.entries();
        write("a.md", "# A\nOne monitor." + " more".repeat(100_000));

        assertThat(documents.read(entries)).extracting(SourceFile::content).contains("# A\nOne monitor.");
    }

    @Test
    void leavesOutAFileThatCannotBeAnalysed() throws IOException {
        write("deep.html", "<div>".repeat(100_000) + "Four monitors.");

        watch(Map.of()).look();

        assertThat(search.library().passages()).isEqualTo(2);
    }

    @Test
    void keepsWhatItHasWhenTheFolderBecomesTooLarge() throws IOException {
        FolderWatch watch = watch(Map.of("max-files", "2"));
        watch.look();

        write("f.md", "# F\nSix monitors.");

        assertThat(watch.look()).isFalse();
        assertThat(search.library().passages()).isEqualTo(2);
    }

    @Test
    void keepsWhatItHasWhenTheIndexWouldTakeTooMuchMemory() throws IOException {
        FolderWatch watch = watch(folder, Map.of(), new IndexLimit(20_000));
        watch.look();
        assertThat(search.library().passages()).isEqualTo(2);

        write(
                "log.txt",
                IntStream.range(0, 2_000).mapToObj(line -> "request" + line).collect(Collectors.joining("\n")));

        assertThat(watch.look()).isFalse();
        assertThat(search.library().passages()).isEqualTo(2);
        assertThat(watchLines.all()).anySatisfy(line -> assertThat(line).contains("quarter of the heap", "-Xmx"));
    }

    @Test
    void readsNothingBeyondTheLimits() {
        assertThat(watch(Map.of("max-bytes", "20")).look()).isFalse();
        assertThat(watch(Map.of("max-passages", "1")).look()).isFalse();

        assertThat(search.library().passages()).isZero();
    }

    @Test
    void keepsWhatItHasWhenTheFolderIsGone() throws IOException {
        FolderWatch watch = watch(Map.of());
        watch.look();
        Files.move(folder, folder.resolveSibling(folder.getFileName() + "-moved"));

        assertThat(watch.look()).isFalse();

        assertThat(search.library().passages()).isEqualTo(2);
        Files.move(folder.resolveSibling(folder.getFileName() + "-moved"), folder);
    }

    @Test
    void saysEachTimeThatTheFolderIsGone() throws IOException {
        FolderWatch watch = watch(Map.of());
        Path moved = folder.resolveSibling(folder.getFileName() + "-moved");

        for (int time = 0; time < 2; time++) {
            watch.look();
            Files.move(folder, moved);
            watch.look();
            watch.look();
            Files.move(moved, folder);
        }

        assertThat(watchLines.all().stream().filter(line -> line.startsWith("ERROR")))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("cannot be read"));
    }

    @Test
    void namesWhatItLeavesOutOnce() throws IOException {
        write("32/".repeat(32) + "deep.md", "# D\nFour monitors.");
        write("two\nlines.md", "# E\nFive monitors.");
        Files.createSymbolicLink(folder.resolve("below/again"), folder.resolve("below"));
        Files.createSymbolicLink(folder.resolve("out"), Path.of("/proc/self"));
        FolderWatch watch = watch(Map.of());

        watch.look();
        watch.look();

        assertThat(lines.all())
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("32/32/", "32 folders deep"),
                        line -> assertThat(line).contains("two?lines.md is", "control characters"),
                        line -> assertThat(line).contains("below/again is", "FileSystemLoopException"),
                        line -> assertThat(line).contains("out is", "link out"));
        assertThat(search.library().passages()).isEqualTo(2);
    }

    @Test
    void namesWhatItLeavesOutOnceAlsoInAFolderThatIsTooLarge() throws IOException {
        // So many that some are found before the second document, in any order.
        for (int file = 0; file < 100; file++) {
            write(file + "\nlines.md", "");
        }
        Folder documents = new Folder(folder, KnowledgeOf.config(Map.of("max-files", "1")));

        for (int time = 0; time < 2; time++) {
            assertThatThrownBy(documents::entries).isInstanceOf(DocumentsTooLargeException.class);
        }

        assertThat(lines.all()).isNotEmpty().doesNotHaveDuplicates();
    }

    private FolderWatch watch(Map<String, String> settings) {
        return watch(folder, settings);
    }

    private FolderWatch watch(Path root, Map<String, String> settings) {
        return watch(root, settings, IndexLimit.ofHeap());
    }

    private FolderWatch watch(Path root, Map<String, String> settings, IndexLimit limit) {
        KnowledgeConfig config = KnowledgeOf.config(settings);
        return new FolderWatch(
                new Folder(root, config),
                new LibraryReader(new Addresses(Optional.empty()), Synonyms.NONE, config.maxPassages(), limit)::read,
                search);
    }

    private void write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
