package io.parley.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.http.Outcome;

/** Measures calls with the metric name and labels of Quarkus' REST client. No label comes from a peer. */
record CallTimes(MeterRegistry registry, String peer) {

    private static final String NAME = "http.client.requests";

    Timer.Sample start() {
        return Timer.start(registry);
    }

    void stop(Timer.Sample sample, HttpCall call, int status) {
        boolean known = status >= 100 && status < 600;
        Tags tags = Tags.of(
                "method", call.method(),
                "uri", call.route(),
                "status", known ? Integer.toString(status) : "UNKNOWN",
                "outcome", Outcome.forStatus(status).name(),
                "clientName", peer);
        sample.stop(registry.timer(NAME, tags));
    }
}
