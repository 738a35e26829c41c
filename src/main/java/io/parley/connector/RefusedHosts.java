package io.parley.connector;

import io.parley.time.Interval;
import io.quarkus.logging.Log;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Logs hosts of rejected serviceUrls, which may be new hosts of Microsoft. Logs only the host and at most once a minute,
 * because callers choose the serviceUrl.
 */
final class RefusedHosts {

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int LONGEST_HOST = 100;

    private final Interval lines;
    private final AtomicLong unlogged = new AtomicLong();

    /** @param nanoTime like {@link System#nanoTime} */
    RefusedHosts(LongSupplier nanoTime) {
        this.lines = new Interval(PAUSE, nanoTime);
    }

    /** @param reason what is wrong with the serviceUrl, with "it" as the subject */
    void log(@Nullable String serviceUrl, String reason) {
        if (!lines.begins()) {
            unlogged.incrementAndGet();
            return;
        }
        Log.warnf(
                "An activity was refused with its serviceUrl at the host %s: %s. %d more were refused since the last such line."
                        + " If replies are to go there, name its origin in PARLEY_CONNECTOR_TRUSTED_ORIGINS.",
                host(serviceUrl), reason, unlogged.getAndSet(0));
    }

    /** Returns the host without characters that could forge a line of the log. */
    private static String host(@Nullable String serviceUrl) {
        try {
            String host = new URI(serviceUrl == null ? "" : serviceUrl).getHost();
            return host == null ? "(none)" : host.substring(0, Math.min(host.length(), LONGEST_HOST));
        } catch (URISyntaxException malformed) {
            return "(malformed)";
        }
    }
}
