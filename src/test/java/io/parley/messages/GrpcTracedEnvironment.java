package io.parley.messages;

import java.util.HashMap;
import java.util.Map;

/** The environment with a collector of traces that is called in the default way, with gRPC. */
public class GrpcTracedEnvironment extends ParleyEnvironment {

    private final GrpcCollector collector = new GrpcCollector();

    @Override
    public Map<String, String> start() {
        collector.start();
        return super.start();
    }

    @Override
    protected Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(super.settings());
        settings.put("quarkus.otel.sdk.disabled", "false");
        settings.put("quarkus.otel.exporter.otlp.endpoint", collector.address());
        settings.put("quarkus.otel.bsp.schedule.delay", "100ms");
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        super.inject(injector);
        injector.injectIntoFields(collector, new TestInjector.MatchesType(GrpcCollector.class));
    }

    @Override
    public void stop() {
        super.stop();
        collector.stop();
    }
}
