package io.parley.agent;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.parley.tools.CallContext;
import io.parley.tools.Tool;
import io.parley.tools.ToolOutcome;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.util.Locale;

/**
 * Reports calls of tools: as the metric {@code parley.tools.calls}, as a span by OpenTelemetry's conventions for generative AI, and
 * each write as a line of the log. None of them contains arguments or results.
 */
public final class ToolTelemetry {

    private static final int LONGEST_ID = 200;
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    private static final AttributeKey<String> TOOL = AttributeKey.stringKey("gen_ai.tool.name");
    private static final AttributeKey<String> TYPE = AttributeKey.stringKey("gen_ai.tool.type");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    private final MeterRegistry registry;
    private final Tracer tracer;
    private final Counter lost;

    public ToolTelemetry(MeterRegistry registry, Tracer tracer) {
        this.registry = registry;
        this.tracer = tracer;
        this.lost = Counter.builder("parley.tools.lost")
                .description("Writes that were begun by a replica that died: nobody knows whether they were made")
                .register(registry);
    }

    /** Observes a call that never fails. */
    Uni<ToolOutcome> observe(Tool tool, CallContext context, Uni<ToolOutcome> call) {
        return Uni.createFrom().deferred(() -> {
            Timer.Sample sample = Timer.start(registry);
            Span span = span(tool);
            return call.invoke(outcome -> {
                sample.stop(registry.timer("parley.tools.calls", "tool", name(tool), "outcome", kind(outcome)));
                end(span, outcome);
                audit(tool, context, outcome);
            });
        });
    }

    private Span span(Tool tool) {
        return tracer.spanBuilder("execute_tool " + name(tool))
                .setSpanKind(SpanKind.INTERNAL)
                .setAttribute(OPERATION, "execute_tool")
                .setAttribute(TOOL, name(tool))
                .setAttribute(TYPE, "function")
                .startSpan();
    }

    private static void end(Span span, ToolOutcome outcome) {
        if (outcome.status() != ToolOutcome.Status.SUCCEEDED) {
            span.setStatus(StatusCode.ERROR).setAttribute(ERROR, kind(outcome));
        }
        span.end();
    }

    /** Reports a write that an interrupted run of the turn had begun: its outcome is unknown. */
    void lost(String tool, String key, CallContext.Caller caller) {
        lost.increment();
        warn(tool, key, caller, "a replica died in the midst of it");
    }

    private static void warn(String tool, String key, CallContext.Caller caller, String reason) {
        Log.errorf(
                "Nobody knows whether the tool %s was called: %s. It was call %s, for user %s of %s. Look in the other system.",
                line(tool), reason, key, line(caller.userId()), line(caller.channelId()));
    }

    /** Logs which user's question led to a write, for audits. */
    private static void audit(Tool tool, CallContext context, ToolOutcome outcome) {
        if (!tool.policy().writes()) {
            return;
        }
        if (outcome.status() == ToolOutcome.Status.UNKNOWN) {
            warn(name(tool), context.idempotencyKey(), context.caller(), "no answer came");
        }
        Log.infof(
                "Write: tool %s, call %s, for user %s of %s: %s.",
                name(tool),
                context.idempotencyKey(),
                line(context.caller().userId()),
                line(context.caller().channelId()),
                kind(outcome));
    }

    /** Returns an id as one line for the log: channels may put any characters into it. */
    private static String line(String id) {
        String line = id.replaceAll("[\\p{Cntrl}\\s]", " ");
        return line.length() <= LONGEST_ID ? line : line.substring(0, LONGEST_ID);
    }

    /** Returns the tool's name as a label: the operator lists all tools, so there are few values. */
    private static String name(Tool tool) {
        return tool.definition().name();
    }

    private static String kind(ToolOutcome outcome) {
        return outcome.status().name().toLowerCase(Locale.ROOT);
    }
}
