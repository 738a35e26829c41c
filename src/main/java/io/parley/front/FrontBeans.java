package io.parley.front;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Hands the filters of meters to the registry. */
@ApplicationScoped
class FrontBeans {

    /** Some ten times as many as there are after a day's work. A name that nobody thought of cannot fill the memory. */
    private static final int MOST_METERS = 3000;

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

    /** In their order: labels are closed before meters are counted. */
    List<MeterFilter> filters() {
        return List.of(new ClosedLabels(), MeterFilter.maximumAllowableMetrics(MOST_METERS));
    }
}
