package io.parley.turn;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.parley.ledger.Turn;
import io.quarkus.opentelemetry.runtime.QuarkusContextStorage;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins a turn's work to the trace of the request that brought its activity, on any replica and at any time. If the request is
 * traced, each run of a turn is a span, and has its own Vert.x context, in which its calls find the span.
 */
@ApplicationScoped
class TurnTraces {

    private static final AttributeKey<String> TURN = AttributeKey.stringKey("parley.turn");
    private static final AttributeKey<String> CONVERSATION = AttributeKey.stringKey("parley.conversation");
    private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("parley.turn.attempt");
    private static final AttributeKey<Long> WAITED = AttributeKey.longKey("parley.turn.waited_ms");
    private static final AttributeKey<String> CHANNEL = AttributeKey.stringKey("parley.channel");
    private static final String TRACE_PARENT = "traceparent";

    private final Tracer tracer;
    private final Vertx vertx;

    TurnTraces(Tracer tracer, Vertx vertx) {
        this.tracer = tracer;
        this.vertx = vertx;
    }

    /** Returns the W3C {@code traceparent} of the current work; empty if nothing is traced. */
    static String current() {
        Map<String, String> headers = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(Context.current(), headers, Map::put);
        return headers.getOrDefault(TRACE_PARENT, "");
    }

    /** Does a turn's work in its own span and context; without a trace, it only does the work. */
    <T> Uni<T> within(Turn turn, Uni<T> work) {
        Span span = span(turn);
        if (!span.getSpanContext().isValid()) {
            return work;
        }
        io.vertx.core.Context own = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        QuarkusContextStorage.INSTANCE.attach(own, parent(turn).with(span));
        return work.runSubscriptionOn(command -> own.runOnContext(unused -> command.run()))
                .onFailure()
                .invoke(failure -> span.setStatus(StatusCode.ERROR).recordException(failure))
                .onTermination()
                .invoke(span::end);
    }

    private Span span(Turn turn) {
        return tracer.spanBuilder("turn")
                .setParent(parent(turn))
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute(TURN, turn.id().value())
                .setAttribute(CONVERSATION, turn.conversation().digest())
                .setAttribute(CHANNEL, turn.activity().channelId())
                .setAttribute(ATTEMPT, (long) turn.attempt())
                .setAttribute(WAITED, turn.waited().toMillis())
                .startSpan();
    }

    private static Context parent(Turn turn) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), turn.trace(), TraceParent.INSTANCE);
    }

    /** Reads the only header of the carrier. */
    private enum TraceParent implements TextMapGetter<String> {
        INSTANCE;

        @Override
        public Iterable<String> keys(String trace) {
            return List.of(TRACE_PARENT);
        }

        @Override
        public @Nullable String get(@Nullable String trace, String header) {
            return TRACE_PARENT.equals(header) ? trace : null;
        }
    }
}
