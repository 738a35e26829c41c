package io.parley.chat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Provides the model that answers, made as the application starts: wrong settings stop the start, not the first chat. */
@Singleton
final class ChatModels {

    @Produces
    @Singleton
    ChatModel model(
            ChatConfig config, LaunchMode launchMode, @StandIn Instance<ChatModel> standIn, MeterRegistry registry) {
        ChatModel chosen = new ChatModelChoice(launchMode, ChatClient::connect, standIn::get).choose(config);
        return new MeasuredChatModel(chosen, registry);
    }

    /** Asking for the model is what makes it. */
    void start(@Observes StartupEvent event, ChatModel model) {}
}
