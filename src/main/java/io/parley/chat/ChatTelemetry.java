package io.parley.chat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.logging.Log;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reports each call to a deployment: metrics under {@code parley.chat}, and a span by OpenTelemetry's
 * conventions for generative AI. Neither contains any text of the chat.
 */
final class ChatTelemetry {

    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    private static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
    private static final AttributeKey<String> REQUEST_MODEL = AttributeKey.stringKey("gen_ai.request.model");
    private static final AttributeKey<String> RESPONSE_MODEL = AttributeKey.stringKey("gen_ai.response.model");
    private static final AttributeKey<String> RESPONSE_ID = AttributeKey.stringKey("gen_ai.response.id");
    private static final AttributeKey<List<String>> FINISH_REASONS =
            AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");
    private static final AttributeKey<Long> INPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.input_tokens");
    private static final AttributeKey<Long> OUTPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.output_tokens");
    private static final AttributeKey<String> SERVER = AttributeKey.stringKey("server.address");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    private final MeterRegistry registry;
    private final Tracer tracer;
    private final Map<String, String> models = new ConcurrentHashMap<>();

    ChatTelemetry(MeterRegistry registry, Tracer tracer) {
        this.registry = registry;
        this.tracer = tracer;
    }

    Call begin(ChatTarget target) {
        return new Call(target);
    }

    /** Counts a repeated call in {@code parley.chat.retries}, by its reason. */
    void retried(ChatTarget target, String reason) {
        registry.counter("parley.chat.retries", tags(target).and("reason", reason))
                .increment();
    }

    private static Tags tags(ChatTarget target) {
        return Tags.of("deployment", target.name());
    }

    /** One call, from its request to its end; only its first end counts. */
    final class Call {

        private final ChatTarget target;
        private final Timer.Sample sample = Timer.start(registry);
        private final Span span;
        private final AtomicBoolean begun = new AtomicBoolean();
        private final AtomicBoolean ended = new AtomicBoolean();

        private Call(ChatTarget target) {
            this.target = target;
            this.span = tracer.spanBuilder("chat " + target.deployment())
                    .setSpanKind(SpanKind.CLIENT)
                    .setAttribute(OPERATION, "chat")
                    .setAttribute(PROVIDER, "azure.ai.openai")
                    .setAttribute(REQUEST_MODEL, target.deployment())
                    .setAttribute(SERVER, target.base().getHost())
                    .startSpan();
        }

        /** The model has begun to answer. Only the first call of this method counts. */
        void firstToken() {
            if (begun.compareAndSet(false, true)) {
                sample.stop(registry.timer("parley.chat.first.token", tags(target)));
            }
        }

        /** Reports the facts about the call that come with its answer. */
        void received(Completed answer) {
            count(answer.usage());
            answer.model().ifPresent(this::tellModel);
            answer.model().ifPresent(model -> span.setAttribute(RESPONSE_MODEL, model));
            answer.id().ifPresent(id -> span.setAttribute(RESPONSE_ID, id));
            answer.finishReason().ifPresent(reason -> span.setAttribute(FINISH_REASONS, List.of(reason)));
        }

        void answered(Reply reply) {
            if (ended.compareAndSet(false, true)) {
                sample.stop(calls(reply.outcome()));
                span.end();
            }
        }

        void failed(ChatException failure) {
            end(failure.kind());
        }

        /** Its caller no longer waits for it. */
        void cancelled() {
            end("cancelled");
        }

        private void end(String outcome) {
            if (ended.compareAndSet(false, true)) {
                sample.stop(calls(outcome));
                span.setStatus(StatusCode.ERROR).setAttribute(ERROR, outcome).end();
            }
        }

        private Timer calls(String outcome) {
            return registry.timer("parley.chat.calls", tags(target).and("outcome", outcome));
        }

        private void count(Usage usage) {
            if (usage.input() > 0) {
                span.setAttribute(INPUT_TOKENS, usage.input());
            }
            if (usage.output() > 0) {
                span.setAttribute(OUTPUT_TOKENS, usage.output());
            }
            count("input", usage.input());
            count("output", usage.output());
            count("cached", usage.cached());
            count("cache_written", usage.written());
            count("reasoning", usage.reasoning());
        }

        /** Cached tokens and those written to the cache are part of the input, reasoning is part of the output. */
        private void count(String kind, long tokens) {
            if (tokens > 0) {
                registry.counter("parley.chat.tokens", tags(target).and("kind", kind))
                        .increment(tokens);
            }
        }

        /** Logs the model: a deployment can get another model without notice. */
        private void tellModel(String model) {
            if (!model.equals(models.put(target.name(), model))) {
                Log.infof("The model behind %s is %s.", target.name(), model);
            }
        }
    }
}
