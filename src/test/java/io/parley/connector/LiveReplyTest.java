package io.parley.connector;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.parley.MutableClock;
import io.parley.activity.Activity;
import io.parley.activity.ConversationReference;
import io.parley.activity.Samples;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The requests to the Connector for a text that is shown while it is written, and the result of each of its refusals. */
@QuarkusTest
class LiveReplyTest {

    private static final WireMockServer CONNECTOR = new WireMockServer(options().dynamicPort());
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration BETWEEN_UPDATES = Duration.ofMillis(1500);
    private static final String STREAM = "1:stream";

    private final MutableClock clock = new MutableClock();
    private final FakeTimer timer = new FakeTimer(clock);
    /** Called just before each request. */
    private final AtomicInteger permissions = new AtomicInteger();

    @BeforeAll
    static void start() {
        CONNECTOR.start();
    }

    @AfterAll
    static void stop() {
        CONNECTOR.stop();
    }

    @BeforeEach
    void reset() {
        CONNECTOR.resetAll();
    }

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

    @ParameterizedTest
    @ValueSource(strings = {"webchat", "directline"})
    void streamsInWebChatAndOnDirectLine(String channel) {
        answers(started(), taken());
        LiveReply reply = reply(on(channel));

        show(reply, "A quick", Duration.ofMillis(500));
        finish(reply, on(channel).message("A quick brown fox"));

        assertThat(requests()).containsExactly("POST /reply typing", "POST /reply message");
        assertThat(info(1))
                .isEqualTo(json("{\"type\":\"streaminfo\",\"streamType\":\"final\",\"streamId\":\"1:stream\"}"));
    }

    static List<ConversationReference> conversationsWithoutStreams() {
        return List.of(
                Samples.one("teams-message-channel-mention").reference(),
                inTeams("groupChat").reference(),
                inTeams("unknown").reference(),
                on("slack"),
                on("emulator"),
                on("email"),
                Samples.one("webchat-message", json -> json.withObject("/conversation")
                                .put("isGroup", true))
                        .reference());
    }

    @ParameterizedTest
    @MethodSource("conversationsWithoutStreams")
    void sendsTheWholeMessageOnceElsewhere(ConversationReference conversation) {
        answers(started());
        ConversationReference here = at(conversation);
        LiveReply reply = reply(here);

        assertThat(reply.isLive()).isFalse();
        reply.show("A quick");
        finish(reply, here.message("A quick brown fox"));

        assertThat(requests()).hasSize(1).allMatch(request -> request.endsWith(" message"));
        assertThat(bodies().get(0).has("entities")).isFalse();
    }

    @Test
    void sendsTheWholeMessageOnceWhereStreamingIsOff() {
        answers(started());
        LiveReply reply = client(false).reply(teams(), () -> {});

        reply.show("A quick");
        finish(reply, teams().message("A quick brown fox"));

        assertThat(requests()).containsExactly("POST /reply message");
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

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"id\": \"\"}"})
    void sendsTheWholeMessageWhereTheStartWasAnsweredWithoutId(String body) {
        answers(aResponse().withStatus(200).withBody(body));
        LiveReply reply = reply(on("directline"));

        show(reply, "A quick");
        reply.show("A quick brown");

        assertThat(reply.isLive()).isFalse();
        finish(reply, on("directline").message("A quick brown fox"));
        assertThat(texts()).containsExactly("A quick", "A quick brown fox");
        assertThat(bodies().get(1).has("entities")).isFalse();
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

    @Test
    void replacesWhatWasShownWhenTheStreamTookTooLong() {
        answers(started(), refused("Content stream finished due to exceeded streaming time."), taken());
        LiveReply reply = onTeams();

        show(reply, "One");
        show(reply, "One, two");
        reply.show("One, two, three");
        finish(reply, teams().message("One, two, three"));

        assertThat(requests()).containsExactly("POST /reply typing", "POST /reply typing", "PUT /stream message");
        assertThat(texts().get(2)).isEqualTo("One, two, three");
        assertThat(bodies().get(2).has("entities")).isFalse();
        assertThat(bodies().get(2).has("channelData")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content stream finished due to exceeded streaming time.",
                "Content stream is not allowed on an already completed streamed message"
            })
    void replacesWhatWasShownWhenTheEndComesTooLate(String message) {
        answers(started(), refused(message), taken());
        LiveReply reply = onTeams();

        show(reply, "One");
        finish(reply, teams().message("One, two"));

        assertThat(requests()).containsExactly("POST /reply typing", "POST /reply message", "PUT /stream message");
    }

    @Test
    void sendsNothingToAStreamThatIsTwoMinutesOld() {
        answers(started(), taken());
        LiveReply reply = onTeams();
        show(reply, "One");
        timer.advance(Duration.ofMinutes(2));

        reply.show("One, two");
        finish(reply, teams().message("One, two"));

        assertThat(requests()).containsExactly("POST /reply typing", "PUT /stream message");
    }

    @Test
    void endsAStreamThatIsNotYetTwoMinutesOld() {
        answers(started(), taken());
        LiveReply reply = onTeams();
        show(reply, "One");
        timer.advance(Duration.ofMillis(118_499));

        finish(reply, teams().message("One, two"));

        assertThat(requests()).containsExactly("POST /reply typing", "POST /reply message");
    }

    @Test
    void hasNoTimeLimitInWebChat() {
        answers(started(), taken());
        LiveReply reply = reply(on("webchat"));
        show(reply, "One");
        timer.advance(Duration.ofMinutes(3));

        finish(reply, on("webchat").message("One, two"));

        assertThat(requests()).containsExactly("POST /reply typing", "POST /reply message");
    }

    @Test
    void sendsAnotherMessageWhereWhatWasShownCannotBeReplaced() {
        answers(
                started(),
                refused("Content stream finished due to exceeded streaming time."),
                refusedUpdate(),
                taken());
        LiveReply reply = onTeams();

        show(reply, "One");
        finish(reply, teams().message("One, two"));

        assertThat(requests())
                .containsExactly(
                        "POST /reply typing", "POST /reply message", "PUT /stream message", "POST /reply message");
        assertThat(bodies().get(3).has("entities")).isFalse();
    }

    @Test
    void takesAnEndForDeliveredThatWasCompletedBeforeItWasSentAgain() {
        answers(
                started(),
                aResponse().withStatus(502),
                refused("Content stream is not allowed on an already completed streamed message"));
        LiveReply reply = onTeams();

        show(reply, "One");
        finish(reply, teams().message("One, two"));

        assertThat(requests()).containsExactly("POST /reply typing", "POST /reply message", "POST /reply message");
    }

    @Test
    void replacesWhatTeamsCompletedByItselfBeforeTheEndWasTaken() {
        answers(
                started(),
                aResponse().withStatus(503),
                refused("Content stream is not allowed on an already completed streamed message"),
                taken());
        LiveReply reply = onTeams();

        show(reply, "One");
        finish(reply, teams().message("One, two"));

        assertThat(requests())
                .containsExactly(
                        "POST /reply typing", "POST /reply message", "POST /reply message", "PUT /stream message");
        assertThat(texts().get(3)).isEqualTo("One, two");
    }

    @Test
    void replacesWhatWasWithdrawnAgainWhereNoAnswerTellsWhetherItWas() {
        answers(started(), taken(), aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), taken());
        LiveReply reply = onTeams();

        show(reply, "How to do harm:");
        finish(reply, teams().message("I cannot answer that."));

        assertThat(requests())
                .containsExactly(
                        "POST /reply typing", "POST /reply message", "PUT /stream message", "PUT /stream message");
    }

    @Test
    void replacesOnTeamsWhatWasWithdrawn() {
        answers(started(), taken());
        LiveReply reply = onTeams();

        show(reply, "How to do harm:");
        finish(reply, teams().message("Sorry"));

        assertThat(requests()).containsExactly("POST /reply typing", "POST /reply message", "PUT /stream message");
        assertThat(texts()).containsExactly("How to do harm:", "How to do harm:", "Sorry");
        assertThat(info(1).path("streamType").textValue()).isEqualTo("final");
    }

    @Test
    void replacesOnTeamsWhatWasWithdrawnThoughTheStreamCannotBeEnded() {
        answers(started(), refused("Content stream is not allowed"), taken());
        LiveReply reply = onTeams();

        show(reply, "How to do harm:");
        finish(reply, teams().message("Sorry"));

        assertThat(requests()).containsExactly("POST /reply typing", "POST /reply message", "PUT /stream message");
    }

    @Test
    void endsWithAnotherTextInWebChat() {
        answers(started(), taken());
        LiveReply reply = reply(on("webchat"));

        show(reply, "How to do harm:");
        finish(reply, on("webchat").message("Sorry"));

        assertThat(requests()).containsExactly("POST /reply typing", "POST /reply message");
        assertThat(texts()).containsExactly("How to do harm:", "Sorry");
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
    @ValueSource(strings = {"msteams", "webchat"})
    void beginsWithWhatIsGoingOn(String channel) {
        answers(started(), taken());
        ConversationReference here = channel.equals("msteams") ? teams() : on(channel);
        LiveReply reply = reply(here);

        inform(reply, here);
        show(reply, "A quick");
        finish(reply, here.message("A quick brown fox"));

        assertThat(requests()).containsExactly("POST /reply typing", "POST /reply typing", "POST /reply message");
        assertThat(texts()).containsExactly("Wait", "A quick", "A quick brown fox");
        assertThat(info(0)).isEqualTo(json("""
                {"type": "streaminfo", "streamType": "informative", "streamSequence": 1}
                """));
        assertThat(info(1)).isEqualTo(json("""
                {"type": "streaminfo", "streamType": "streaming", "streamSequence": 2, "streamId": "1:stream"}
                """));
        assertThat(info(2).path("streamType").textValue()).isEqualTo("final");
    }

    @Test
    void endsInTheSameMessageWhereOnlyWhatIsGoingOnWasShown() {
        answers(started(), taken());
        LiveReply reply = onTeams();

        inform(reply, teams());
        finish(reply, teams().message("A quick brown fox"));

        assertThat(texts()).containsExactly("Wait", "A quick brown fox");
        assertThat(info(1).path("streamId").textValue()).isEqualTo(STREAM);
    }

    @Test
    void saysWhatIsGoingOnInAMessageOfItsOwnElsewhere() {
        answers(started());
        ConversationReference here = on("slack");
        LiveReply reply = reply(here);

        reply.inform(here.message("Wait"));
        finish(reply, here.message("A quick brown fox"));

        assertThat(requests()).containsExactly("POST /reply message", "POST /reply message");
        assertThat(texts()).containsExactly("Wait", "A quick brown fox");
    }

    @Test
    void saysNothingOfWhatIsGoingOnOnceTheTextIsShown() {
        answers(started(), taken());
        LiveReply reply = onTeams();

        show(reply, "A quick");
        reply.inform(teams().message("Wait"));
        finish(reply, teams().message("A quick brown fox"));

        assertThat(texts()).containsExactly("A quick", "A quick brown fox");
    }

    @Test
    void sendsTheReplyThoughWhatIsGoingOnCouldNotBeSaid() {
        answers(aResponse().withStatus(500), started());
        ConversationReference here = on("slack");
        LiveReply reply = reply(here);

        reply.inform(here.message("Wait"));
        finish(reply, here.message("A quick brown fox"));

        assertThat(texts()).containsExactly("Wait", "A quick brown fox");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leavesAStreamInTimeAndReplacesItWithTheWhole(boolean written) {
        answers(started(), taken());
        LiveReply reply = onTeams();
        if (written) {
            show(reply, "A quick");
        } else {
            inform(reply, teams());
        }
        timer.advance(Duration.ofSeconds(110));

        show(reply, written ? "A quick brown" : "");
        assertThat(reply.isLive()).isFalse();
        reply.show("A quick brown fox");
        finish(reply, teams().message("A quick brown fox jumps"));

        assertThat(requests()).containsExactly("POST /reply typing", "POST /reply message", "PUT /stream message");
        String before = written ? "A quick" : "Wait";
        assertThat(texts()).containsExactly(before, before, "A quick brown fox jumps");
        assertThat(info(1).path("streamType").textValue()).isEqualTo("final");
        assertThat(bodies().get(2).has("entities")).isFalse();
    }

    @Test
    void showsAnotherAnswerInPlaceOfOneThatBrokeOffInWebChat() {
        answers(started(), taken());
        LiveReply reply = reply(on("webchat"));

        show(reply, "A quick brown fox", Duration.ofMillis(500));
        show(reply, "The lazy", Duration.ofMillis(500));
        finish(reply, on("webchat").message("The lazy dog"));

        assertThat(texts()).containsExactly("A quick brown fox", "The lazy", "The lazy dog");
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

    private LiveReply onTeams() {
        return reply(teams());
    }

    private LiveReply reply(ConversationReference conversation) {
        return client(true).reply(conversation, permissions::incrementAndGet);
    }

    private ConnectorClient client(boolean streaming) {
        Settings settings = new Settings();
        ServiceUrlPolicy policy = new ServiceUrlPolicy(List.of(), LocalChannels.ALL);
        Delivery delivery = new Delivery(
                policy,
                new AuthorizedConnector(
                        ConnectorApi.create(settings, new ObjectMapper()), Optional.empty(), Map.of(), clock),
                new Retries(settings, () -> 0, clock),
                time -> Uni.createFrom().voidItem(),
                clock);
        return new ConnectorClient(policy, delivery, timer::pause, clock, streaming);
    }

    /** Shows a text, and moves the time by the required pause. */
    private void show(LiveReply reply, String text) {
        show(reply, text, BETWEEN_UPDATES);
    }

    private void show(LiveReply reply, String text, Duration rest) {
        reply.show(text);
        await().untilAsserted(() -> assertThat(timer.waiting()).isEqualTo(1));
        timer.advance(rest);
        await().untilAsserted(() -> assertThat(timer.waiting()).isZero());
    }

    private void inform(LiveReply reply, ConversationReference conversation) {
        reply.inform(conversation.message("Wait"));
        await().untilAsserted(() -> assertThat(timer.waiting()).isEqualTo(1));
        timer.advance(BETWEEN_UPDATES);
    }

    private static void finish(LiveReply reply, Activity message) {
        reply.finish(message).await().atMost(Duration.ofSeconds(10));
    }

    private static ConversationReference teams() {
        return at(inTeams("personal").reference());
    }

    private static Activity inTeams(String conversationType) {
        return Samples.one("teams-message-personal", json -> json.withObject("/conversation")
                .put("conversationType", conversationType));
    }

    private static ConversationReference on(String channel) {
        return at(Samples.one("webchat-message", json -> json.put("channelId", channel))
                .reference());
    }

    private static ConversationReference at(ConversationReference conversation) {
        return new ConversationReference(
                "reply",
                conversation.channelId(),
                CONNECTOR.baseUrl(),
                conversation.conversation(),
                conversation.bot(),
                conversation.user(),
                conversation.locale(),
                null);
    }

    private static ResponseDefinitionBuilder started() {
        return aResponse().withStatus(201).withBody("{\"id\": \"" + STREAM + "\"}");
    }

    private static ResponseDefinitionBuilder taken() {
        return aResponse().withStatus(202).withBody("{}");
    }

    private static ResponseDefinitionBuilder dropped() {
        return aResponse().withStatus(202).withBody("""
                {"error": {"code": "ContentStreamSequenceOrderPreConditionFailed",
                           "message": "PreCondition failed exception when processing streaming activity."}}
                """);
    }

    private static ResponseDefinitionBuilder refused(String message) {
        return aResponse().withStatus(403).withBody("""
                {"error": {"code": "ContentStreamNotAllowed", "message": "%s"}}
                """.formatted(message));
    }

    private static ResponseDefinitionBuilder refusedUpdate() {
        return aResponse().withStatus(404).withBody("{\"error\": {\"code\": \"ActivityNotFoundInConversation\"}}");
    }

    /** Responds with one after another, and then always with the last one. */
    private static void answers(ResponseDefinitionBuilder... answers) {
        for (int i = 0; i < answers.length; i++) {
            CONNECTOR.stubFor(any(anyUrl())
                    .inScenario("answers")
                    .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "answer " + i)
                    .willReturn(answers[i])
                    .willSetStateTo(i == answers.length - 1 ? null : "answer " + (i + 1)));
        }
    }

    private static List<String> requests() {
        return served(event ->
                event.getRequest().getMethod() + " " + place(event.getRequest().getUrl()) + " "
                        + body(event).path("type").textValue());
    }

    /** Returns the activity of the conversation that a request was about. */
    private static String place(String url) {
        return url.endsWith("/activities/1%3Astream") ? "/stream" : url.replaceAll(".*/activities", "");
    }

    private static List<String> texts() {
        return served(event -> body(event).path("text").textValue());
    }

    private static List<JsonNode> bodies() {
        return served(LiveReplyTest::body);
    }

    private static JsonNode info(int request) {
        return bodies().get(request).path("entities").path(0);
    }

    private static <T> List<T> served(Function<ServeEvent, T> what) {
        List<ServeEvent> oldestFirst = new ArrayList<>(CONNECTOR.getAllServeEvents());
        Collections.reverse(oldestFirst);
        return oldestFirst.stream().map(what).toList();
    }

    private static JsonNode body(ServeEvent event) {
        return json(event.getRequest().getBodyAsString());
    }

    private static JsonNode json(String json) {
        return Samples.read(json, JsonNode.class);
    }
}
