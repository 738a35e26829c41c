package io.parley.connector;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.activity.ConversationReference;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the message that tells the user, before there is an answer, that the bot works. */
@QuarkusTest
class InterimMessageTest extends LiveReplies {

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
}
