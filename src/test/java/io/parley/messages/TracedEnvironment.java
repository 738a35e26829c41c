package io.parley.messages;

import java.util.HashMap;
import java.util.Map;

/** The environment with a collector of traces. */
public class TracedEnvironment extends ParleyEnvironment {

    @Override
    protected Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(super.settings());
        settings.put("quarkus.otel.sdk.disabled", "false");
        settings.put("quarkus.otel.exporter.otlp.endpoint", surroundings().address("/"));
        settings.put("quarkus.otel.exporter.otlp.protocol", "http/protobuf");
        settings.put("quarkus.otel.bsp.schedule.delay", "100ms");
        return settings;
    }
}
