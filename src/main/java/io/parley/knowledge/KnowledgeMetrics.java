package io.parley.knowledge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.IntSupplier;

/** Counts answers by whether they name sources, and measures searches. */
final class KnowledgeMetrics {

    private final MeterRegistry registry;
    private final Timer search;
    private final Counter failures;
    private final DistributionSummary given;
    private final DistributionSummary used;

    KnowledgeMetrics(MeterRegistry registry, IntSupplier passages) {
        this.registry = registry;
        this.search = registry.timer("parley.knowledge.search");
        this.failures = registry.counter("parley.knowledge.search.failures");
        this.given = registry.summary("parley.knowledge.passages.given");
        this.used = registry.summary("parley.knowledge.passages.used");
        Gauge.builder("parley.knowledge.passages", passages::getAsInt).register(registry);
    }

    Timer search() {
        return search;
    }

    void failed() {
        failures.increment();
    }

    void briefed(int passages) {
        given.record(passages);
    }

    void answered(String outcome) {
        registry.counter("parley.knowledge.answers", "outcome", outcome).increment();
    }

    /** @param sources the number of passages in the briefing that an answer names */
    void named(int sources) {
        used.record(sources);
    }
}
