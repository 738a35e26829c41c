package io.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gauge that is held weakly has no value after the next collection of garbage. */
class GaugesTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicInteger number = new AtomicInteger(7);

    @ParameterizedTest
    @ValueSource(strings = {"parley.knowledge.passages", "parley.knowledge.vectors"})
    void keepTheirValuesAfterACollectionOfGarbage(String gauge) {
        new KnowledgeMetrics(registry, () -> number.get());
        new EmbeddingMetrics(registry, () -> number.get());

        System.gc();

        assertThat(registry.get(gauge).gauge().value()).isEqualTo(7);
    }
}
