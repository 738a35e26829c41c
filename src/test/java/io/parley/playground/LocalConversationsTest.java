package io.parley.playground;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.authentication.LocalIssuers;
import io.parley.mode.Playground;
import io.parley.tools.Toolbox;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LocalConversationsTest {

    private static final URI SERVICE_URL = URI.create("http://127.0.0.1:1/playground/connector");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalConversations conversations = new LocalConversations(
            new Playground(true, false, LaunchMode.TEST),
            new MessagesClient(
                    (endpoint, authorization, activity) -> Uni.createFrom().nothing(), LocalIssuers.notNeeded(), JSON),
            Toolbox.EMPTY,
            JSON);

    @Test
    void forgetsWhatWasNotAskedForTheLongest() {
        List<LocalConversation> begun =
                IntStream.range(0, 20).mapToObj(number -> begin()).toList();
        AssertSubscriber<EventLog.Entry> page = watch(begun.get(1));
        conversations.find(begun.get(0).room().id());

        LocalConversation another = begin();

        assertThat(conversations.find(begun.get(0).room().id())).isPresent();
        assertThat(conversations.find(begun.get(1).room().id())).isEmpty();
        assertThat(conversations.find(another.room().id())).isPresent();
        page.assertCompleted();
    }

    private LocalConversation begin() {
        return conversations.begin(Channel.WEBCHAT, false, SERVICE_URL);
    }

    private static AssertSubscriber<EventLog.Entry> watch(LocalConversation conversation) {
        return conversation.events(0).subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }
}
