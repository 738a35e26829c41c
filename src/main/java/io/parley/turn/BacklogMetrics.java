package io.parley.turn;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.ledger.Backlog;
import java.util.function.ToDoubleFunction;

/** Shows the backlog of all replicas, as the last sweep of this replica saw it. */
final class BacklogMetrics {

    private static final String SECONDS = "seconds";

    private volatile Backlog backlog = Backlog.NONE;

    BacklogMetrics(MeterRegistry registry) {
        gauge("parley.turns.unfinished", Backlog::unfinished)
                .description("Turns that are accepted and have not ended, of all replicas")
                .register(registry);
        gauge("parley.turns.oldest", seen -> seen.oldest().toMillis() / 1000.0)
                .baseUnit(SECONDS)
                .description("How long ago the oldest unfinished turn of all replicas was accepted")
                .register(registry);
        gauge("parley.conversations.waiting", Backlog::waiting)
                .description("Conversations of all replicas with turns that no replica runs")
                .register(registry);
        gauge("parley.conversations.longest.wait", seen -> seen.longestWait().toMillis() / 1000.0)
                .baseUnit(SECONDS)
                .description("The longest time that a conversation has waited for a replica to run its next turn")
                .register(registry);
        gauge("parley.dead.letters", Backlog::deadLetters)
                .description("Turns that were given up and neither replayed nor dropped")
                .register(registry);
    }

    void seen(Backlog newest) {
        backlog = newest;
    }

    private Gauge.Builder<BacklogMetrics> gauge(String name, ToDoubleFunction<Backlog> value) {
        return Gauge.builder(name, this, metrics -> value.applyAsDouble(metrics.backlog));
    }
}
