package io.parley.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.LogLines;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UnacceptedActivitiesTest {

    @RegisterExtension
    final LogLines lines = new LogLines(UnacceptedActivities.class);

    private long now = Long.MAX_VALUE - 5;
    private final UnacceptedActivities unaccepted = new UnacceptedActivities(() -> now);

    @Test
    void writesOneLineInTenSecondsAndCountsTheOthers() {
        IntStream.range(0, 1_000).forEach(other -> unaccepted.log("Too many turns are waiting"));
        now += Duration.ofSeconds(10).toNanos() - 1;
        unaccepted.log("Too many turns are waiting");

        assertThat(lines.all()).singleElement().asString().startsWith("WARN").contains("Too many turns are waiting");

        now += 1;
        unaccepted.log("Redis does not answer");

        assertThat(lines.all()).hasSize(2);
        assertThat(lines.all().get(1)).contains("Redis does not answer", "1000 more");
    }

    @Test
    void makesOneShortLineOfAnErrorOfRedis() {
        unaccepted.log("Redis does not answer: ERR a\r\nERROR forged " + "x".repeat(100_000));

        assertThat(lines.all()).singleElement().asString().hasSizeLessThan(500).contains("ERR a ERROR forged");
    }
}
