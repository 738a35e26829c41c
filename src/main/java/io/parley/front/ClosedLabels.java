package io.parley.front;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Restricts the labels of HTTP metrics to fixed sets of values. Peers choose methods, paths and status codes: a series for
 * each value would fill the memory.
 */
final class ClosedLabels implements MeterFilter {

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "UNKNOWN");

    /** The registered statuses, 499 and those of gateways: a peer that invents statuses makes no series of its own. */
    private static final Pattern STATUS =
            Pattern.compile("10[0-3]|20[0-8]|226|30[0-8]|40\\d|41[0-8]|42[1-689]|431|451|499"
                    + "|50[0-8]|51[01]|52\\d|530|RESET|UNKNOWN|CLIENT_ERROR");

    /** Denied: each port registers them, the second registration is ignored, and so they would count only one port. */
    private static final Set<String> GAUGES_OF_ONE_PORT =
            Set.of("http.server.active.connections", "http.server.active.requests");

    @Override
    public Meter.Id map(Meter.Id id) {
        return id.getName().startsWith("http.") ? id.replaceTags(closed(id)) : id;
    }

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        return GAUGES_OF_ONE_PORT.contains(id.getName()) ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
    }

    private static List<Tag> closed(Meter.Id id) {
        boolean server = id.getName().startsWith("http.server.");
        return id.getTags().stream()
                .map(tag -> Tag.of(tag.getKey(), value(tag, server)))
                .toList();
    }

    private static String value(Tag tag, boolean server) {
        return switch (tag.getKey()) {
            case "method" -> METHODS.contains(tag.getValue()) ? tag.getValue() : "UNKNOWN";
            case "status" -> STATUS.matcher(tag.getValue()).matches() ? tag.getValue() : "UNKNOWN";
            case "uri" -> server ? KnownPaths.label(tag.getValue()) : tag.getValue();
            default -> tag.getValue();
        };
    }
}
