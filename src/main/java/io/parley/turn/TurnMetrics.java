package io.parley.turn;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.parley.activity.Activity;
import io.parley.ledger.Acceptance;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/** Counts what happens to the turns of this replica. */
final class TurnMetrics {

    /** The Connector waits 15 s for the acceptance; users give up on the reply some time later. */
    private static final Duration[] TIMES = {
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60)
    };

    private final MeterRegistry registry;
    private final Map<Acceptance.Status, Counter> received = new ConcurrentHashMap<>();
    private final Timer answered;
    private final Counter cancelled;
    private final Counter dead;
    private final Counter failed;

    TurnMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.answered = Timer.builder("parley.turns.answered")
                .description("Turns that were answered, and the time from acceptance until the reply was sent")
                .serviceLevelObjectives(TIMES)
                .register(registry);
        this.cancelled = counter("cancelled", "Turns that the user stopped while the answer was being written");
        this.dead = counter("dead", "Turns that were given up; each became a dead letter");
        this.failed = counter("failed", "Starts of turns that did not end; each is tried again");
    }

    private Counter counter(String name, String description) {
        return Counter.builder("parley.turns." + name).description(description).register(registry);
    }

    void watch(IntSupplier running) {
        Gauge.builder("parley.turns.running", running::getAsInt)
                .description("Running turns on this replica")
                .register(registry);
    }

    void received(Acceptance.Status status) {
        received.computeIfAbsent(status, this::receivedAs).increment();
    }

    private Counter receivedAs(Acceptance.Status status) {
        return registry.counter(
                "parley.turns.received", "outcome", status.name().toLowerCase(Locale.ROOT));
    }

    /** @param age from the acceptance of the turn until its reply was sent */
    void answered(Duration age) {
        answered.record(age);
    }

    void cancelled() {
        cancelled.increment();
    }

    void deadLettered() {
        dead.increment();
    }

    void failed() {
        failed.increment();
    }

    /** Counts a thumb up or down. */
    void feedback(Activity invoke) {
        JsonNode value = invoke.value();
        String said = value == null ? "" : value.at("/actionValue/reaction").asText();
        String reaction = said.equals("like") || said.equals("dislike") ? said : "other";
        registry.counter("parley.feedback", "reaction", reaction).increment();
    }
}
