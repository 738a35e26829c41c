package io.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The memory of a native executable that does nothing. */
class IdleMemoryIT {

    /** The start allocates almost twice as much. */
    private static final long ALLOWED_KIB = 14_000;

    @TempDir
    Path folder;

    private @Nullable Process parley;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(DeployedParley.isNative(), "a JVM decides for itself");
        assumeTrue(Files.exists(Path.of("/proc/self/smaps")), "only Linux says this");
        parley = DeployedParley.start(StartIT.COMPLETE, output());
    }

    @AfterEach
    void end() {
        if (parley != null) {
            parley.destroyForcibly();
        }
    }

    @Test
    void returnsWhatTheStartNeeded() {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(anonymous(file("status"))).isBetween(1L, ALLOWED_KIB));
    }

    /** In the builder's own order, the methods that a start calls are on three quarters of the pages. */
    @Test
    void loadsLessThanHalfOfItsCode() throws IOException {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> Files.readString(output()).contains("started in"));

        assertThat(code("Rss:")).isBetween(1L, code("Size:") / 2);
    }

    /** Returns a size of the executable's code, in KiB, by its name in Linux' list of mappings. */
    private long code(String size) throws IOException {
        String mappings = Files.readString(file("smaps"));
        return Pattern.compile("r-xp .*-runner\\n(?:\\w+:.*\\n)*?" + size + " +(\\d+) kB")
                .matcher(mappings)
                .results()
                .mapToLong(match -> Long.parseLong(match.group(1)))
                .sum();
    }

    private Path output() {
        return folder.resolve("output");
    }

    private Path file(String name) {
        return Path.of("/proc", Long.toString(Objects.requireNonNull(parley).pid()), name);
    }

    /** Returns the memory that has no file behind it, in KiB. */
    private static long anonymous(Path status) {
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("RssAnon:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
