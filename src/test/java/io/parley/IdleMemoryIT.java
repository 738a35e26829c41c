package io.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a native executable that does nothing holds of the machine's memory. */
class IdleMemoryIT {

    /** The start allocates almost twice as much. */
    private static final long ALLOWED_KIB = 14_000;

    @TempDir
    Path folder;

    @Test
    void returnsWhatTheStartNeeded() throws IOException {
        assumeTrue(DeployedParley.isNative(), "a JVM decides for itself");
        Process parley = DeployedParley.start(StartIT.COMPLETE, folder.resolve("output"));
        Path status = Path.of("/proc", Long.toString(parley.pid()), "status");
        assumeTrue(Files.exists(status), "only Linux says this");
        try {
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(anonymous(status)).isBetween(1L, ALLOWED_KIB));
        } finally {
            parley.destroyForcibly();
        }
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
