package io.parley.chat;

import io.quarkus.logging.Log;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Chooses the model: Azure OpenAI if an endpoint is set; otherwise a stand-in, but never for real users. */
final class ChatModelChoice {

    private final boolean mayStandIn;
    private final Function<ChatConfig, ? extends ChatModel> service;
    private final Supplier<? extends ChatModel> standIn;

    ChatModelChoice(
            boolean mayStandIn,
            Function<ChatConfig, ? extends ChatModel> service,
            Supplier<? extends ChatModel> standIn) {
        this.mayStandIn = mayStandIn;
        this.service = service;
        this.standIn = standIn;
    }

    /** Fails with a {@link ConfigurationException} that names the variable to set. */
    ChatModel choose(ChatConfig config) {
        if (config.endpoint().isPresent()) {
            return service.apply(config);
        }
        if (!mayStandIn) {
            throw new ConfigurationException(
                    "Set AZURE_OPENAI_ENDPOINT to the address of an Azure OpenAI resource, such as "
                            + "https://contoso.openai.azure.com, and AZURE_OPENAI_KEY to one of its keys.");
        }
        Log.warn("AZURE_OPENAI_ENDPOINT is not set: a stand-in answers, not a model.");
        return standIn.get();
    }
}
