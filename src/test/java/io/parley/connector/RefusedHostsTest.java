package io.parley.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefusedHostsTest {

    private static final Logger LOGGER = Logger.getLogger(RefusedHosts.class.getName());

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getLevel() + " " + ExtLogRecord.wrap(line).getFormattedMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private long now = Long.MAX_VALUE - 5;
    private final RefusedHosts hosts = new RefusedHosts(() -> now);

    @BeforeEach
    void listen() {
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void leave() {
        LOGGER.removeHandler(handler);
    }

    @Test
    void namesTheHostAndTheVariable() {
        hosts.tell("https://new.teams.example/path/with/secret", "it is not known");

        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("WARN")
                .contains("new.teams.example", "it is not known", "PARLEY_CONNECTOR_TRUSTED_ORIGINS")
                .doesNotContain("secret");
    }

    @Test
    void speaksOnceAMinute() {
        IntStream.range(0, 1_000).forEach(other -> hosts.tell("https://host-" + other + ".example", "it is not known"));
        now += Duration.ofSeconds(59).toNanos();
        hosts.tell("https://late.example", "it is not known");

        assertThat(lines).hasSize(1);

        now += Duration.ofSeconds(1).toNanos();
        hosts.tell("https://later.example", "it is not known");

        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).contains("later.example", "1000 more");
    }

    @Test
    void writesNothingThatACallerForged() {
        hosts.tell("https://a\nERROR forged/", "it is malformed");

        assertThat(lines).singleElement().asString().contains("(malformed)").doesNotContain("forged");
    }

    @Test
    void cutsALongHost() {
        hosts.tell("https://" + "a".repeat(10_000) + ".example/", "it is not known");

        assertThat(lines.get(0)).hasSizeLessThan(500);
    }
}
