package io.parley.connector;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests replies that Web Chat and Direct Line show while they are written. */
@QuarkusTest
class WebChatStreamTest extends LiveReplies {

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
    void hasNoTimeLimitInWebChat() {
        answers(started(), taken());
        LiveReply reply = reply(on("webchat"));
        show(reply, "One");
        timer.advance(Duration.ofMinutes(3));

        finish(reply, on("webchat").message("One, two"));

        assertThat(requests()).containsExactly("POST /reply typing", "POST /reply message");
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
    void showsAnotherAnswerInPlaceOfOneThatBrokeOffInWebChat() {
        answers(started(), taken());
        LiveReply reply = reply(on("webchat"));

        show(reply, "A quick brown fox", Duration.ofMillis(500));
        show(reply, "The lazy", Duration.ofMillis(500));
        finish(reply, on("webchat").message("The lazy dog"));

        assertThat(texts()).containsExactly("A quick brown fox", "The lazy", "The lazy dog");
    }
}
