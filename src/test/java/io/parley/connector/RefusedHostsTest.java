package io.parley.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.LogLines;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RefusedHostsTest {

    @RegisterExtension
    final LogLines lines = new LogLines(RefusedHosts.class);

    private long now = Long.MAX_VALUE - 5;
    private final RefusedHosts hosts = new RefusedHosts(() -> now);

    @Test
    void namesTheHostAndTheVariable() {
        hosts.log("https://new.teams.example/path/with/secret", "it is not known");

        assertThat(lines.all())
                .singleElement()
                .asString()
                .startsWith("WARN")
                .contains("new.teams.example", "it is not known", "PARLEY_CONNECTOR_TRUSTED_ORIGINS")
                .doesNotContain("secret");
    }

    @Test
    void speaksOnceAMinute() {
        IntStream.range(0, 1_000).forEach(other -> hosts.log("https://host-" + other + ".example", "it is not known"));
        now += Duration.ofSeconds(59).toNanos();
        hosts.log("https://late.example", "it is not known");

        assertThat(lines.all()).hasSize(1);

        now += Duration.ofSeconds(1).toNanos();
        hosts.log("https://later.example", "it is not known");

        assertThat(lines.all()).hasSize(2);
        assertThat(lines.all().get(1)).contains("later.example", "1000 more");
    }

    @Test
    void writesNothingThatACallerForged() {
        hosts.log("https://a\nERROR forged/", "it is malformed");

        assertThat(lines.all())
                .singleElement()
                .asString()
                .contains("(malformed)")
                .doesNotContain("forged");
    }

    @Test
    void cutsALongHost() {
        hosts.log("https://" + "a".repeat(10_000) + ".example/", "it is not known");

        assertThat(lines.all().get(0)).hasSizeLessThan(500);
    }
}
