package io.parley.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClosedLabelsTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void filter() {
        new FrontBeans().filters().forEach(registry.config()::meterFilter);
    }

    @Test
    void knowsSevenMethodsAndThreeDigitStatusesOnly() {
        IntStream.range(0, 5000).forEach(number -> {
            registry.timer("http.server.requests", "method", "M" + number, "status", "200", "uri", "/" + number);
            registry.timer("http.client.requests", "method", "GET", "status", "" + (number + 1000), "uri", "/v3");
        });

        assertThat(registry.getMeters()).hasSize(2);
    }

    @Test
    void givesStatusesThatAPeerInventsOneLabel() {
        IntStream.range(100, 600)
                .filter(status -> status % 100 > 31 && status != 451 && status != 499)
                .forEach(status ->
                        registry.timer("http.client.requests", "method", "GET", "status", "" + status, "uri", "root"));

        assertThat(registry.getMeters()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"100", "202", "304", "401", "404", "408", "429", "431", "451", "499", "500", "504", "520"})
    void keepsAStatusThatIsInUse(String status) {
        registry.timer("http.client.requests", "method", "GET", "status", status, "uri", "root");

        assertThat(registry.get("http.client.requests").tag("status", status).timer())
                .isNotNull();
    }

    @Test
    void keepsWhatIsKnown() {
        registry.timer("http.server.requests", "method", "POST", "status", "202", "uri", "/api/messages");

        assertThat(registry.get("http.server.requests")
                        .tags("method", "POST", "status", "202", "uri", "/api/messages")
                        .timer())
                .isNotNull();
    }

    @Test
    void countsNoMoreThanALargestNumberOfMeters() {
        IntStream.range(0, 10_000).forEach(number -> registry.counter("surprise", "label", "" + number)
                .increment());

        assertThat(registry.getMeters()).hasSizeLessThanOrEqualTo(3001);
    }
}
