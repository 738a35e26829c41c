package io.parley.agent;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.parley.Settings;
import io.parley.tools.Toolbox;

/** Contexts of turns outside of the application: their steps are kept in memory. */
public final class Contexts {

    private Contexts() {}

    public static TurnContext unseen() {
        return showing(Display.NONE);
    }

    public static TurnContext showing(Display display) {
        return new TurnContext(new KeptSteps(), display);
    }

    public static Tools tools(Toolbox box, Settings settings) {
        return tools(box, settings, new SimpleMeterRegistry());
    }

    static Tools tools(Toolbox box, Settings settings, MeterRegistry registry) {
        return new Tools(
                box,
                settings.agent(),
                new ToolTelemetry(registry, OpenTelemetry.noop().getTracer("test")));
    }
}
