package io.parley.front;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Provides the meter filters to the registry. */
@ApplicationScoped
class FrontBeans {

    /** About ten times the usual number, so that an unexpected name cannot fill the memory. */
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

    /** Returns the filters in order: labels are restricted before meters are counted. */
    List<MeterFilter> filters() {
        return List.of(new ClosedLabels(), MeterFilter.maximumAllowableMetrics(MOST_METERS));
    }
}
