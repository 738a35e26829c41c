package io.parley.chat;

import io.parley.credentials.CachingTokenSource;
import io.parley.http.RestClients;
import io.quarkus.logging.Log;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.resteasy.reactive.client.api.LoggingScope;

/**
 * The model behind one deployment of Azure OpenAI. It is called once for each answer, within the time limit. It is called again
 * only if the service says what to change: a parameter that the model does not accept, the oldest turns of a chat that is too
 * long, or an expired token. Failures are {@link ChatException}s, which contain neither the chat nor the key.
 */
final class ChatClient {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration READ_TIMEOUT_MARGIN = Duration.ofMillis(100);
    private static final int OK = 200;

    private final CompletionCall call;
    private final CallTraces traces;
    private final ChatTarget target;
    private final ChatConfig config;
    private final DeploymentConfig deployment;
    private final TokenBudget budget;
    private final ChatTelemetry telemetry;
    private final LearnedShape shape;
    private final SafetyIdentifier identifier;
    private final boolean identified;

    private ChatClient(
            CompletionCall call,
            CallTraces traces,
            ChatTarget target,
            ChatConfig config,
            DeploymentSettings settings,
            boolean identified,
            ChatTelemetry telemetry) {
        this.call = call;
        this.traces = traces;
        this.target = target;
        this.config = config;
        this.deployment = settings.own();
        this.budget = new TokenBudget(deployment.contextTokens(), deployment.maxTokens());
        this.telemetry = telemetry;
        this.identified = identified;
        this.identifier = SafetyIdentifier.of(config, settings);
        this.shape = new LearnedShape(target, settings);
    }

    /**
     * Creates the client and sends nothing; settings that cannot work fail here.
     *
     * @param tokens of the identity, used if the deployment has no key
     */
    static ChatClient connect(
            ChatConfig config,
            DeploymentSettings settings,
            Optional<CachingTokenSource> tokens,
            ChatTelemetry telemetry) {
        ChatTarget target = ChatTarget.of(settings);
        CallTraces traces = new CallTraces(target.name());
        Optional<CachingTokenSource> presented = settings.key().isPresent() ? Optional.empty() : tokens;
        Authorization authorization = authorization(settings, presented);
        // The limit of the call is shorter than the read timeout, and is what fails the call.
        Duration readTime = config.timeout().plus(READ_TIMEOUT_MARGIN);
        QuarkusRestClientBuilder client = RestClients.to(target.base(), CONNECT_TIMEOUT, readTime)
                .register(authorization)
                .register(traces)
                .clientLogger(new AnswerLimit(target.name(), config.timeout(), traces))
                .loggingScope(LoggingScope.REQUEST_RESPONSE);
        Log.infof(
                "Answers come from the %s %s at %s, by the %s route%s.",
                target.agent().isPresent() ? "agent" : "deployment",
                target.agent().map(AgentReference::toString).orElseGet(target::deployment),
                target.base(),
                target.route().name().toLowerCase(Locale.ROOT),
                target.api() == ChatApi.RESPONSES ? " and its Responses" : "");
        StreamClient streams = new StreamClient(target, authorization, CONNECT_TIMEOUT);
        CompletionCall call = new CompletionCall(Wire.of(target, client), streams, target, traces);
        return new ChatClient(call, traces, target, config, settings, presented.isPresent(), telemetry);
    }

    private static Authorization authorization(DeploymentSettings settings, Optional<CachingTokenSource> tokens) {
        if (tokens.isEmpty() && settings.own().agent().isPresent()) {
            throw new ConfigurationException(
                    "PARLEY_CHAT_AGENT needs PARLEY_CHAT_IDENTITY: an agent takes no key. The identity needs the role Azure AI"
                            + " User on the project.");
        }
        return tokens.isPresent() ? new BearerAuthorization(tokens.get()) : ApiKeyAuthorization.of(settings);
    }

    ChatTarget target() {
        return target;
    }

    /** Answers like {@link ChatModel#answer}, with this deployment alone. */
    Uni<Reply> answer(Prompt prompt, Consumer<String> draft, Patience patience) {
        return Uni.createFrom()
                .deferred(() -> attempt(new Question(budget.fit(prompt), draft, patience), Changes.NONE));
    }

    private Uni<Reply> attempt(Question question, Changes before) {
        String requestId = UUID.randomUUID().toString();
        RequestShape used = shape.current();
        Prompt prompt = question.prompt();
        ChatTelemetry.Call observed = telemetry.begin(target);
        return post(question, used, requestId, observed)
                .invoke(completed -> learn(prompt, completed))
                .invoke(observed::received)
                .map(completed -> CompletionText.of(completed, prompt.takesCalls(), target.variables()))
                .invoke(observed::answered)
                .onFailure(failure -> !(failure instanceof ChatException) && !isRefusal(failure))
                .transform(failure -> CallFailures.of(
                        failure, traces.known(requestId), question.patience().first(), target.variables()))
                .onFailure(ChatException.class)
                .invoke(failure -> observed.failed((ChatException) failure))
                .onCancellation()
                .invoke(observed::cancelled)
                .onFailure(ChatClient::isRefusal)
                .recoverWithUni(failure -> {
                    ErrorAnswer refusal = refusal((WebApplicationException) failure, requestId);
                    observed.failed(refusal.toException());
                    return refused(question, before, used, refusal);
                });
    }

    private Uni<Completed> post(Question question, RequestShape used, String requestId, ChatTelemetry.Call observed) {
        boolean stream = config.streaming() && question.draft() != ChatModel.UNSEEN;
        ModelRequest request = used.request(
                target,
                deployment,
                new RequestShape.Content(
                        question.prompt(),
                        stream,
                        identifier.of(question.prompt().asker())));
        return stream
                ? call.streamed(
                        request,
                        requestId,
                        text -> {
                            observed.firstToken();
                            question.draft().accept(text);
                        },
                        question.patience())
                : call.whole(request, requestId, question.patience().first());
    }

    private ErrorAnswer refusal(WebApplicationException failure, String requestId) {
        Response response = failure.getResponse();
        return ErrorAnswer.of(
                response,
                traces.of(requestId, response::getHeaderString),
                target.variables(),
                Clock.systemUTC().instant());
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof WebApplicationException refused
                && refused.getResponse().getStatus() != OK;
    }

    private Uni<Reply> refused(Question question, Changes before, RequestShape used, ErrorAnswer refusal) {
        if (shape.adapt(used, refusal, !question.prompt().tools().isEmpty())) {
            telemetry.retried(target, "parameter");
            return attempt(question, before);
        }
        if (identified && !before.token() && refusal.isOfToken()) {
            telemetry.retried(target, "token");
            return attempt(question, new Changes(before.chat(), true));
        }
        List<Integer> tokens = refusal.error().tokens();
        if (!before.chat() && refusal.error().overflows() && tokens.size() == 2) {
            telemetry.retried(target, "context");
            return Uni.createFrom()
                    .deferred(() -> attempt(
                            question.with(budget.shorten(question.prompt(), tokens.get(0), tokens.get(1))),
                            new Changes(true, before.token())));
        }
        return Uni.createFrom().failure(refusal.toException());
    }

    private void learn(Prompt prompt, Completed completed) {
        if (completed.usage().input() > 0) {
            budget.counted(prompt, completed.usage().input());
        }
    }

    private record Question(Prompt prompt, Consumer<String> draft, Patience patience) {

        Question with(Prompt shorter) {
            return new Question(shorter, draft, patience);
        }
    }

    /**
     * What was changed for a repeated call. Nothing is changed twice.
     *
     * @param chat whether the chat was shortened
     * @param token whether the token was rejected and replaced
     */
    private record Changes(boolean chat, boolean token) {

        static final Changes NONE = new Changes(false, false);
    }
}
