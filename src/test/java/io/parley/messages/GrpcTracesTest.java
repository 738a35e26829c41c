package io.parley.messages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.proto.trace.v1.Span;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Traces reach a collector with gRPC, the default protocol. */
@QuarkusTest
@NullUnmarked
@WithTestResource(GrpcTracedEnvironment.class)
class GrpcTracesTest {

    Surroundings surroundings;
    GrpcCollector collector;

    @Test
    void sendsTheSpansOfATurn() {
        String trace = UUID.randomUUID().toString().replace("-", "");

        given().contentType("application/json")
                .header("Authorization", "Bearer " + surroundings.token())
                .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                .body(TestActivity.message("question", surroundings.serviceUrl())
                        .toString())
                .post("/api/messages")
                .then()
                .statusCode(202);

        await().untilAsserted(() ->
                assertThat(collector.spans(trace)).extracting(Span::getName).contains("turn"));
    }
}
