package io.parley.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.activity.ConversationReference;
import io.parley.activity.Samples;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests replies in conversations and with settings that have no streams. */
@QuarkusTest
class WithoutStreamTest extends LiveReplies {

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
}
