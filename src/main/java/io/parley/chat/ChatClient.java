package io.parley.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.parley.chat.ChatCompletionsApi.Completion;
import io.parley.chat.ChatCompletionsApi.Request;
import io.quarkus.logging.Log;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;
import org.jspecify.annotations.Nullable;

/**
 * The model behind one deployment of Azure OpenAI. It asks once for each answer, within the time limit, and says what went
 * wrong as a {@link ChatException} that holds neither the chat nor the key.
 */
final class ChatClient implements ChatModel {

    private static final long CONNECT_TIMEOUT_SECONDS = 5;
    /** More than the turns under way, which are limited elsewhere: by default the 51st would wait for a connection. */
    private static final int MOST_CONNECTIONS = 4096;

    private static final Duration READ_TIMEOUT_MARGIN = Duration.ofMillis(100);

    private final ChatCompletionsApi api;
    private final ChatTarget target;
    private final ChatConfig config;

    ChatClient(ChatCompletionsApi api, ChatTarget target, ChatConfig config) {
        this.api = api;
        this.target = target;
        this.config = config;
    }

    /** Nothing is sent yet; settings that cannot work fail here. */
    static ChatClient connect(ChatConfig config) {
        ChatTarget target = ChatTarget.of(config);
        ApiKeyAuthorization authorization = ApiKeyAuthorization.of(config);
        ChatCompletionsApi api = QuarkusRestClientBuilder.newBuilder()
                .baseUri(target.base())
                .register(authorization)
                // It would carry the key to wherever it is told to.
                .followRedirects(false)
                .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, MOST_CONNECTIONS)
                .connectTimeout(CONNECT_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                // Frees the connection; the limit itself is below, and should be what fails the call.
                .readTimeout(config.timeout().plus(READ_TIMEOUT_MARGIN).toMillis(), TimeUnit.MILLISECONDS)
                .build(ChatCompletionsApi.class);
        Log.infof(
                "Answers come from the deployment %s at %s, by the %s route.",
                target.deployment(), target.base(), target.route().name().toLowerCase(Locale.ROOT));
        return new ChatClient(api, target, config);
    }

    @Override
    public Uni<String> answer(List<ChatMessage> messages) {
        return Uni.createFrom()
                .item(() -> UUID.randomUUID().toString())
                .flatMap(requestId -> answer(messages, requestId));
    }

    private Uni<String> answer(List<ChatMessage> messages, String requestId) {
        return complete(request(messages), requestId)
                // The client's own read timeout begins anew with each byte.
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .onFailure(WebApplicationException.class)
                .transform(failure -> refused((WebApplicationException) failure, requestId))
                .onFailure(failure -> !(failure instanceof ChatException))
                .transform(failure -> unanswered(failure, requestId))
                .map(CompletionText::of);
    }

    private Uni<@Nullable Completion> complete(Request request, String requestId) {
        return target.route() == ChatRoute.V1
                ? api.completeV1(requestId, request)
                : api.completeClassic(target.deployment(), target.apiVersion(), requestId, request);
    }

    private Request request(List<ChatMessage> messages) {
        String model = target.route() == ChatRoute.V1 ? target.deployment() : null;
        return config.parameters() == ChatParameters.REASONING
                ? new Request(model, messages, null, config.maxTokens(), null)
                : new Request(model, messages, config.maxTokens(), null, config.temperature());
    }

    private static ChatException refused(WebApplicationException failure, String requestId) {
        return ErrorAnswer.of(failure.getResponse(), requestId).toException();
    }

    private ChatException unanswered(Throwable failure, String requestId) {
        String trace = "[" + ChatCompletionsApi.REQUEST_ID + " " + requestId + "]";
        if (failure instanceof TimeoutException) {
            return new ChatException.Unavailable(
                    "Azure OpenAI did not answer within " + config.timeout().toMillis() + " ms " + trace + ".",
                    failure);
        }
        if (failure instanceof JsonProcessingException || failure instanceof ProcessingException) {
            // Without its cause, which quotes the answer.
            return new ChatException.Unavailable(
                    "What answered " + trace + " is no chat completion: if this goes on, check AZURE_OPENAI_ENDPOINT.");
        }
        return new ChatException.Unavailable("Azure OpenAI cannot be reached " + trace + ": " + failure, failure);
    }
}
