package io.parley.connector;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests replacing on Teams a text that was shown, because it is withdrawn or because the stream is over. */
@QuarkusTest
class TeamsReplacementTest extends LiveReplies {

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
        showsOneAndEndsWithTwo(started(), refused(message), taken());

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
    void sendsAnotherMessageWhereWhatWasShownCannotBeReplaced() {
        showsOneAndEndsWithTwo(
                started(),
                refused("Content stream finished due to exceeded streaming time."),
                refusedUpdate(),
                taken());

        assertThat(requests())
                .containsExactly(
                        "POST /reply typing", "POST /reply message", "PUT /stream message", "POST /reply message");
        assertThat(bodies().get(3).has("entities")).isFalse();
    }

    @Test
    void takesAnEndForDeliveredThatWasCompletedBeforeItWasSentAgain() {
        showsOneAndEndsWithTwo(
                started(),
                aResponse().withStatus(502),
                refused("Content stream is not allowed on an already completed streamed message"));

        assertThat(requests()).containsExactly("POST /reply typing", "POST /reply message", "POST /reply message");
    }

    @Test
    void replacesWhatTeamsCompletedByItselfBeforeTheEndWasTaken() {
        showsOneAndEndsWithTwo(
                started(),
                aResponse().withStatus(503),
                refused("Content stream is not allowed on an already completed streamed message"),
                taken());

        assertThat(requests())
                .containsExactly(
                        "POST /reply typing", "POST /reply message", "POST /reply message", "PUT /stream message");
        assertThat(texts().get(3)).isEqualTo("One, two");
    }

    @Test
    void replacesWhatWasWithdrawnAgainWhereNoAnswerTellsWhetherItWas() {
        withdraws(started(), taken(), aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), taken());

        assertThat(requests())
                .containsExactly(
                        "POST /reply typing", "POST /reply message", "PUT /stream message", "PUT /stream message");
    }

    @Test
    void replacesOnTeamsWhatWasWithdrawn() {
        withdraws(started(), taken());

        assertThat(requests()).containsExactly("POST /reply typing", "POST /reply message", "PUT /stream message");
        assertThat(texts()).containsExactly("How to do harm:", "How to do harm:", "Sorry");
        assertThat(info(1).path("streamType").textValue()).isEqualTo("final");
    }

    @Test
    void replacesOnTeamsWhatWasWithdrawnThoughTheStreamCannotBeEnded() {
        withdraws(started(), refused("Content stream is not allowed"), taken());

        assertThat(requests()).containsExactly("POST /reply typing", "POST /reply message", "PUT /stream message");
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

    /** Shows the beginning of a reply, and ends it with its whole text. */
    private void showsOneAndEndsWithTwo(ResponseDefinitionBuilder... answers) {
        answers(answers);
        LiveReply reply = onTeams();
        show(reply, "One");
        finish(reply, teams().message("One, two"));
    }

    /** Ends a reply with another text than what was shown. */
    private void withdraws(ResponseDefinitionBuilder... answers) {
        answers(answers);
        LiveReply reply = onTeams();
        show(reply, "How to do harm:");
        finish(reply, teams().message("Sorry"));
    }

    private static ResponseDefinitionBuilder refusedUpdate() {
        return aResponse().withStatus(404).withBody("{\"error\": {\"code\": \"ActivityNotFoundInConversation\"}}");
    }
}
