package io.parley.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import org.junit.jupiter.api.Test;

class FrontBeansTest {

    @Test
    void letsTheNextApplicationOfTheProcessShowItsOwnGauges() {
        MeterRegistry registry = new SimpleMeterRegistry();
        gauge(registry, 1);

        new FrontBeans().end(new ShutdownEvent(), registry);

        assertThat(gauge(registry, 2).value()).isEqualTo(2);
    }

    private static Gauge gauge(MeterRegistry registry, double value) {
        return Gauge.builder("turns", () -> value).register(registry);
    }
}
