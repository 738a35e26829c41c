package io.parley.messages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The traces of a turn that an operator sees in a collector. */
@QuarkusTest
@NullUnmarked
@WithTestResource(TracedEnvironment.class)
class TracesTest {

    Surroundings surroundings;

    @BeforeEach
    void startOver() {
        surroundings.reset();
    }

    @Test
    void joinsTheWorkOfATurnToItsRequest() {
        String trace = traceId();

        deliver(message("canary"), trace);

        await().untilAsserted(() -> assertThat(spans(trace, SpanKind.SPAN_KIND_CLIENT))
                .extracting(Span::getParentSpanId)
                .contains(turn(trace).getSpanId()));
        assertThat(turn(trace).getParentSpanId())
                .isEqualTo(spans(trace, SpanKind.SPAN_KIND_SERVER).get(0).getSpanId());
        await().untilAsserted(() -> assertThat(surroundings.spans(trace))
                .filteredOn(span -> span.getParentSpanId().equals(turn(trace).getSpanId()))
                .extracting(Span::getName)
                .contains("POST"));
        assertThat(surroundings.spans(trace).toString()).doesNotContain("canary");
    }

    @Test
    void joinsATurnThatWaitedToItsOwnRequest() {
        surroundings.modelAnswersSlowly(300, "late");
        TestActivity first = message("one");
        String trace = traceId();
        String other = traceId();
        deliver(first, other);

        deliver(message("two").in(first.conversation()), trace);

        await().untilAsserted(() -> assertThat(turn(trace).getAttributesList()).anySatisfy(attribute -> {
            assertThat(attribute.getKey()).isEqualTo("parley.turn.waited_ms");
            assertThat(attribute.getValue().getIntValue()).isPositive();
        }));
        await().untilAsserted(() -> assertThat(spans(trace, SpanKind.SPAN_KIND_CLIENT))
                .filteredOn(span -> span.getParentSpanId().equals(turn(trace).getSpanId()))
                .hasSizeGreaterThanOrEqualTo(2));
        await().untilAsserted(() -> assertThat(turn(other)).isNotNull());
    }

    private Span turn(String trace) {
        return spans(trace, SpanKind.SPAN_KIND_CONSUMER).stream()
                .filter(span -> span.getName().equals("turn"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no span of the turn yet"));
    }

    private List<Span> spans(String trace, SpanKind kind) {
        return surroundings.spans(trace).stream()
                .filter(span -> span.getKind() == kind)
                .toList();
    }

    private void deliver(TestActivity activity, String trace) {
        given().contentType("application/json")
                .header("Authorization", "Bearer " + surroundings.token())
                .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                .body(activity.toString())
                .post("/api/messages")
                .then()
                .statusCode(202);
    }

    private TestActivity message(String text) {
        return TestActivity.message(text, surroundings.serviceUrl());
    }

    private static String traceId() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
