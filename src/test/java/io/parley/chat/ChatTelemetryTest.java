package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChatTelemetryTest {

    private static final ChatTarget TARGET = ChatTarget.of(
            DeploymentSettings.first(ChatConfigs.of("endpoint", "https://one.openai.azure.com", "deployment", "chat")));
    private static final Completed ANSWER = new Completed(
            Optional.of("chatcmpl-1"),
            Optional.of("gpt-5.4-mini-2026-03-17"),
            "Hi",
            "",
            List.of(),
            "",
            Optional.of("stop"),
            new Usage(20, 12, 16, 2, 8),
            "");

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final ChatTelemetry telemetry = new ChatTelemetry(
            metrics,
            SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build()
                    .get("test"));

    @Test
    void describesACallByTheConventionsForGenerativeAi() {
        ChatTelemetry.Call call = telemetry.begin(TARGET);
        call.received(ANSWER);
        call.answered(Reply.complete("Hi"));

        SpanData span = span();
        assertThat(span.getName()).isEqualTo("chat chat");
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.getAttributes().asMap())
                .containsAllEntriesOf(Map.of(
                        AttributeKey.stringKey("gen_ai.operation.name"), "chat",
                        AttributeKey.stringKey("gen_ai.provider.name"), "azure.ai.openai",
                        AttributeKey.stringKey("gen_ai.request.model"), "chat",
                        AttributeKey.stringKey("gen_ai.response.model"), "gpt-5.4-mini-2026-03-17",
                        AttributeKey.stringKey("gen_ai.response.id"), "chatcmpl-1",
                        AttributeKey.stringArrayKey("gen_ai.response.finish_reasons"), List.of("stop"),
                        AttributeKey.longKey("gen_ai.usage.input_tokens"), 20L,
                        AttributeKey.longKey("gen_ai.usage.output_tokens"), 12L,
                        AttributeKey.stringKey("server.address"), "one.openai.azure.com"));
    }

    @Test
    void countsTokensByTheirKind() {
        telemetry.begin(TARGET).received(ANSWER);

        assertThat(tokens("input")).isEqualTo(20);
        assertThat(tokens("output")).isEqualTo(12);
        assertThat(tokens("cached")).isEqualTo(16);
        assertThat(tokens("cache_written")).isEqualTo(2);
        assertThat(tokens("reasoning")).isEqualTo(8);
    }

    @Test
    void timesTheFirstTokenOnce() {
        ChatTelemetry.Call call = telemetry.begin(TARGET);
        call.firstToken();
        call.firstToken();

        assertThat(metrics.get("parley.chat.first.token").timer().count()).isOne();
    }

    @Test
    void tellsWhyACallFailedAndCountsOneEndOnly() {
        ChatTelemetry.Call call = telemetry.begin(TARGET);
        call.failed(new ChatException.Throttled("slower", Optional.empty()));
        call.cancelled();

        assertThat(span().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span().getAttributes().get(AttributeKey.stringKey("error.type")))
                .isEqualTo("throttled");
        assertThat(metrics.get("parley.chat.calls").timers())
                .singleElement()
                .satisfies(timer -> assertThat(timer.getId().getTag("outcome")).isEqualTo("throttled"));
    }

    private SpanData span() {
        return spans.getFinishedSpanItems().get(0);
    }

    private double tokens(String kind) {
        return metrics.get("parley.chat.tokens").tag("kind", kind).counter().count();
    }
}
