package io.parley.connector;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.quarkus.test.junit.QuarkusTest;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what follows when Teams refuses a part of a stream, or when its user stops it. */
@QuarkusTest
class TeamsRefusalTest extends LiveReplies {

    static Stream<ResponseDefinitionBuilder> refusals() {
        return Stream.of(
                refused("Content stream is not allowed"),
                refused("Message size too large"),
                refused("Request streamed content should contain the previously streamed content"),
                aResponse().withStatus(400).withBody("""
                        {"error": {"code": "BadRequest", "message": "Start streaming activities should include text"}}
                        """),
                aResponse().withStatus(405),
                aResponse().withStatus(500),
                aResponse().withStatus(502));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void sendsTheWholeMessageWhereTheStartIsRefused(ResponseDefinitionBuilder refusal) {
        answers(refusal, taken());
        LiveReply reply = onTeams();

        show(reply, "A quick");
        finish(reply, teams().message("A quick brown fox"));

        assertThat(texts()).containsExactly("A quick", "A quick brown fox");
        assertThat(bodies().get(1).has("entities")).isFalse();
    }

    static Stream<ResponseDefinitionBuilder> refusedEnds() {
        return refusals().limit(5);
    }

    @ParameterizedTest
    @MethodSource("refusedEnds")
    void sendsTheWholeMessageWhereTheEndIsRefused(ResponseDefinitionBuilder refusal) {
        answers(started(), refusal, taken());
        LiveReply reply = onTeams();

        show(reply, "A quick");
        finish(reply, teams().message("A quick brown fox"));

        assertThat(requests()).containsExactly("POST /reply typing", "POST /reply message", "POST /reply message");
        assertThat(bodies().get(2).has("entities")).isFalse();
    }

    @Test
    void showsNoMoreAfterARefusalButEndsTheStream() {
        answers(started(), refused("Message size too large"), taken());
        LiveReply reply = onTeams();

        show(reply, "One");
        show(reply, "One, two");
        reply.show("One, two, three");
        finish(reply, teams().message("One."));

        assertThat(texts()).containsExactly("One", "One, two", "One.");
        assertThat(info(2).path("streamType").textValue()).isEqualTo("final");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content stream was canceled by user.", "Content stream was cancelled by user."})
    void sendsNothingMoreOnceTheUserHasStoppedIt(String message) {
        answers(started(), refused(message), taken());
        LiveReply reply = onTeams();
        CompletableFuture<Void> cancelled = reply.cancelled().subscribeAsCompletionStage();
        show(reply, "One");
        assertThat(cancelled).isNotDone();

        show(reply, "One, two");

        assertThat(cancelled).isCompleted();
        assertThat(reply.isCancelled()).isTrue();
        reply.show("One, two, three");
        finish(reply, teams().message("One, two, three"));
        assertThat(texts()).containsExactly("One", "One, two");
    }

    @Test
    void sendsNothingInsteadOfAnEndThatTheUserHasStopped() {
        answers(started(), refused("Content stream was canceled by user."), taken());
        LiveReply reply = onTeams();

        show(reply, "One");
        finish(reply, teams().message("One, two"));

        assertThat(reply.isCancelled()).isTrue();
        assertThat(texts()).containsExactly("One", "One, two");
    }
}
