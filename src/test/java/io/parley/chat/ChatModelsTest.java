package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ChatModelsTest {

    @Inject
    ChatModel model;

    @Test
    void theDemoModelAnswersWhereNothingIsConfigured() {
        String answer = model.answer(Prompts.of("You are a bot.", ChatMessage.user("Who are you?")), ChatModel.UNSEEN)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .awaitItem()
                .getItem()
                .text();

        assertThat(answer).contains("demo model").contains("Who are you?");
    }
}
