package io.parley.front;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Provides the meter filters to the registry, and clears it in the end. */
@ApplicationScoped
class FrontBeans {

    /** About ten times the usual number, so that an unexpected name cannot fill the memory. */
    private static final int MOST_METERS = 3000;

    /** Runs after the shutdown of turns, which are counted when they end. */
    private static final int LAST = Integer.MAX_VALUE;

    /**
     * Removes all meters. The registry outlives the application where another one starts in the same process, as in dev mode: its
     * gauges would be taken for those that are registered already, and show nothing.
     */
    void end(@Observes @Priority(LAST) ShutdownEvent event, MeterRegistry metrics) {
        metrics.clear();
    }

    @Produces
    @Singleton
    MeterFilter closedLabels() {
        return filters().get(0);
    }

    @Produces
    @Singleton
    MeterFilter mostMeters() {
        return filters().get(1);
    }

    /** Returns the filters in order: labels are restricted before meters are counted. */
    List<MeterFilter> filters() {
        return List.of(new ClosedLabels(), MeterFilter.maximumAllowableMetrics(MOST_METERS));
    }
}
