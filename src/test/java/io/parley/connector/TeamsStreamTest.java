package io.parley.connector;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests replies that Teams shows while they are written. */
@QuarkusTest
class TeamsStreamTest extends LiveReplies {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void startsContinuesAndEndsAStreamOnTeams() {
        answers(started(), taken());
        LiveReply reply = onTeams();

        show(reply, "A quick");
        show(reply, "A quick brown");
        finish(reply, teams().label(teams().message("A quick brown fox")));

        assertThat(requests()).containsExactly("POST /reply typing", "POST /reply typing", "POST /reply message");
        assertThat(bodies().get(0).path("text").textValue()).isEqualTo("A quick");
        assertThat(bodies().get(0).path("textFormat").textValue()).isEqualTo("markdown");
        assertThat(bodies().get(0).path("entities")).isEqualTo(json("""
                [{"type": "streaminfo", "streamType": "streaming", "streamSequence": 1}]
                """));
        assertThat(bodies().get(0).path("channelData")).isEqualTo(json("""
                {"streamType": "streaming", "streamSequence": 1}
                """));
        assertThat(bodies().get(1).path("text").textValue()).isEqualTo("A quick brown");
        assertThat(bodies().get(1).path("entities")).isEqualTo(json("""
                [{"type": "streaminfo", "streamType": "streaming", "streamSequence": 2, "streamId": "1:stream"}]
                """));
        assertThat(bodies().get(1).path("channelData")).isEqualTo(json("""
                {"streamType": "streaming", "streamSequence": 2, "streamId": "1:stream"}
                """));
        JsonNode last = bodies().get(2);
        assertThat(last.path("text").textValue()).isEqualTo("A quick brown fox");
        assertThat(last.path("textFormat").textValue()).isEqualTo("markdown");
        assertThat(last.path("entities").path(0)).isEqualTo(json("""
                {"type": "streaminfo", "streamType": "final", "streamId": "1:stream"}
                """));
        assertThat(last.path("entities").path(1).path("additionalType")).isEqualTo(json("[\"AIGeneratedContent\"]"));
        assertThat(last.path("channelData")).isEqualTo(json("""
                {"feedbackLoop": {"type": "default"}, "streamType": "final", "streamId": "1:stream"}
                """));
    }

    @Test
    void sendsAnOrdinaryMessageWhereNothingWasShown() {
        answers(started());

        finish(onTeams(), teams().message("A quick brown fox"));

        assertThat(requests()).containsExactly("POST /reply message");
        assertThat(bodies().get(0).has("entities")).isFalse();
    }

    @Test
    void showsTheNewestTextWhenTheLastUpdateIsAnsweredAndTheIntervalIsOver() {
        answers(started().withFixedDelay(300), taken());
        LiveReply reply = onTeams();

        reply.show("One");
        reply.show("One, two");
        await().untilAsserted(() -> assertThat(timer.waiting()).isEqualTo(1));
        reply.show("One, two, three");
        timer.advance(BETWEEN_UPDATES.minusMillis(1));
        assertThat(timer.waiting()).isEqualTo(1);
        timer.advance(Duration.ofMillis(1));

        await().untilAsserted(() -> assertThat(texts()).containsExactly("One", "One, two, three"));
    }

    @Test
    void waitsForTheAnswerToAnUpdateAndForASecondBeforeTheEnd() {
        answers(started().withFixedDelay(300), taken());
        LiveReply reply = onTeams();
        reply.show("One");

        CompletableFuture<?> finished =
                reply.finish(teams().message("One, two")).subscribeAsCompletionStage();

        await().untilAsserted(() -> assertThat(timer.waiting()).isEqualTo(2));
        timer.advance(SECOND.minusMillis(1));
        assertThat(finished).isNotDone();
        assertThat(texts()).containsExactly("One");
        timer.advance(Duration.ofMillis(1));
        await().untilAsserted(() -> assertThat(finished).isCompleted());
        assertThat(texts()).containsExactly("One", "One, two");
    }

    @Test
    void showsNothingMoreOnceTheReplyIsFinished() {
        answers(started(), taken());
        LiveReply reply = onTeams();
        show(reply, "One");
        finish(reply, teams().message("One, two"));

        reply.show("One, two, three");
        timer.advance(BETWEEN_UPDATES);

        assertThat(permissions).hasValue(2);
    }

    @Test
    void showsNothingTwice() {
        answers(started(), taken());
        LiveReply reply = onTeams();
        show(reply, "One");

        reply.show("One");
        timer.advance(BETWEEN_UPDATES);

        assertThat(permissions).hasValue(1);
    }

    @Test
    void showsNoTextThatLacksWhatWasShown() {
        answers(started(), taken());
        LiveReply reply = onTeams();
        show(reply, "One");

        show(reply, "Another beginning");
        show(reply, "One, two, and much more");

        assertThat(texts()).containsExactly("One", "One, two, and much more");
    }

    @Test
    void takesADroppedUpdateForNoError() {
        answers(started(), dropped(), taken());
        LiveReply reply = onTeams();

        show(reply, "One");
        show(reply, "One, two");
        show(reply, "One, two, three");
        finish(reply, teams().message("One, two, three."));

        assertThat(texts()).containsExactly("One", "One, two", "One, two, three", "One, two, three.");
        assertThat(info(2).path("streamSequence").intValue()).isEqualTo(3);
        assertThat(info(3).path("streamType").textValue()).isEqualTo("final");
    }

    @Test
    void takesNothingForShownThatWasDropped() {
        answers(started(), dropped(), taken());
        LiveReply reply = onTeams();

        show(reply, "One");
        show(reply, "One, two");
        finish(reply, teams().message("One."));

        assertThat(texts()).containsExactly("One", "One, two", "One.");
    }

    @Test
    void sendsADroppedEndAgain() {
        answers(started(), dropped(), taken());
        LiveReply reply = onTeams();

        show(reply, "One");
        finish(reply, teams().message("One, two"));

        assertThat(texts()).containsExactly("One", "One, two", "One, two");
        assertThat(info(2)).isEqualTo(info(1));
    }

    @Test
    void skipsAThrottledUpdateAndWaitsAsLongAsItIsTold() {
        answers(started(), aResponse().withStatus(429).withHeader("Retry-After", "7"), taken());
        LiveReply reply = onTeams();
        show(reply, "One");
        reply.show("One, two");
        await().untilAsserted(() -> assertThat(timer.waiting()).isEqualTo(1));

        reply.show("One, two, three");
        timer.advance(Duration.ofMillis(6_999));
        assertThat(timer.waiting()).isEqualTo(1);
        timer.advance(Duration.ofMillis(1));

        await().untilAsserted(() -> assertThat(texts()).containsExactly("One", "One, two", "One, two, three"));
    }

    @Test
    void startsLaterWhereTheStartWasThrottled() {
        answers(aResponse().withStatus(429), started(), taken());
        LiveReply reply = onTeams();

        show(reply, "One");
        assertThat(reply.isLive()).isTrue();
        show(reply, "One, two");
        finish(reply, teams().message("One, two, three"));

        assertThat(info(1))
                .isEqualTo(json("{\"type\":\"streaminfo\",\"streamType\":\"streaming\",\"streamSequence\":1}"));
        assertThat(info(2).path("streamId").textValue()).isEqualTo(STREAM);
    }

    @Test
    void goesOnAfterAnUpdateWithoutAnswer() {
        answers(started(), aResponse().withStatus(502), taken());
        LiveReply reply = onTeams();

        show(reply, "One");
        show(reply, "One, two");
        show(reply, "One, two, three");

        assertThat(texts()).containsExactly("One", "One, two", "One, two, three");
    }

    @Test
    void asksForPermissionBeforeEachRequest() {
        answers(started(), taken());
        boolean[] allowed = {true};
        LiveReply reply = client(true).reply(teams(), () -> {
            if (!allowed[0]) {
                throw new IllegalStateException("No more");
            }
        });
        show(reply, "One");
        allowed[0] = false;

        show(reply, "One, two");

        assertThatThrownBy(() -> finish(reply, teams().message("One, two")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("No more");
        assertThat(texts()).containsExactly("One");
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 0"})
    void startsNothingOnceItIsStopped(boolean before, int requests) {
        answers(started());
        LiveReply reply = onTeams();
        if (before) {
            show(reply, "One");
        }

        reply.stop();
        reply.show("One, two");
        timer.advance(BETWEEN_UPDATES);

        assertThat(permissions).hasValue(requests);
    }

    private static ResponseDefinitionBuilder dropped() {
        return aResponse().withStatus(202).withBody("""
                {"error": {"code": "ContentStreamSequenceOrderPreConditionFailed",
                           "message": "PreCondition failed exception when processing streaming activity."}}
                """);
    }
}
