package io.parley.chat;

import io.parley.credentials.CachingTokenSource;
import io.quarkus.logging.Log;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jboss.resteasy.reactive.client.api.LoggingScope;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;

/**
 * The model behind one deployment of Azure OpenAI. It is called once for each answer, within the time limit. It is called again
 * only if the service says what to change: a parameter that the model does not accept, the oldest turns of a chat that is too
 * long, or an expired token. Failures are {@link ChatException}s, which contain neither the chat nor the key.
 */
final class ChatClient {

    private static final long CONNECT_TIMEOUT_SECONDS = 5;

    /**
     * More than the number of running turns, which is limited elsewhere: by default the 51st call would wait for a connection.
     */
    private static final int MOST_CONNECTIONS = 4096;

    /** Azure sends about 2 KiB; gateways add more. */
    private static final int LONGEST_HEADERS = 16 * 1024;

    private static final Duration READ_TIMEOUT_MARGIN = Duration.ofMillis(100);
    private static final int OK = 200;

    private final CompletionCall call;
    private final CallTraces traces;
    private final ChatTarget target;
    private final ChatConfig config;
    private final DeploymentConfig deployment;
    private final TokenBudget budget;
    private final ChatTelemetry telemetry;
    private final AtomicReference<RequestShape> shape;
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
        this.shape = new AtomicReference<>(RequestShape.of(target, settings));
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
        QuarkusRestClientBuilder client = QuarkusRestClientBuilder.newBuilder()
                .baseUri(target.base())
                .register(authorization(settings, presented))
                .register(traces)
                .clientLogger(new AnswerLimit(target.name(), config.timeout(), traces))
                .loggingScope(LoggingScope.REQUEST_RESPONSE)
                .property(QuarkusRestClientProperties.MAX_HEADER_SIZE, LONGEST_HEADERS)
                // A redirect would carry the key to any address.
                .followRedirects(false)
                .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, MOST_CONNECTIONS)
                .connectTimeout(CONNECT_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                // Frees the connection. The limit of the call is shorter, and is what fails the call.
                .readTimeout(config.timeout().plus(READ_TIMEOUT_MARGIN).toMillis(), TimeUnit.MILLISECONDS);
        Log.infof(
                "Answers come from the deployment %s at %s, by the %s route%s.",
                target.deployment(),
                target.base(),
                target.route().name().toLowerCase(Locale.ROOT),
                target.api() == ChatApi.RESPONSES ? " and its Responses" : "");
        CompletionCall call = new CompletionCall(Wire.of(target, client), target, traces);
        return new ChatClient(call, traces, target, config, settings, presented.isPresent(), telemetry);
    }

    private static Object authorization(DeploymentSettings settings, Optional<CachingTokenSource> tokens) {
        return tokens.isPresent() ? new BearerAuthorization(tokens.get()) : ApiKeyAuthorization.of(settings);
    }

    ChatTarget target() {
        return target;
    }

    /** Answers like {@link ChatModel#answer}, with this deployment alone. */
    Uni<Reply> answer(Prompt prompt, Consumer<String> draft, Patience patience) {
        return Uni.createFrom().deferred(() -> attempt(budget.fit(prompt), draft, patience, Changes.NONE));
    }

    private Uni<Reply> attempt(Prompt prompt, Consumer<String> draft, Patience patience, Changes before) {
        String requestId = UUID.randomUUID().toString();
        RequestShape used = Objects.requireNonNull(shape.get());
        boolean stream = config.streaming() && draft != ChatModel.UNSEEN;
        ModelRequest request = used.request(
                target, deployment, new RequestShape.Content(prompt, stream, identifier.of(prompt.asker())));
        ChatTelemetry.Call observed = telemetry.begin(target);
        Uni<Completed> answer = stream
                ? call.streamed(
                        request,
                        requestId,
                        text -> {
                            observed.firstToken();
                            draft.accept(text);
                        },
                        patience)
                : call.whole(request, requestId, patience.first());
        return answer.invoke(completed -> learn(prompt, completed))
                .invoke(observed::told)
                .map(completed -> CompletionText.of(completed, prompt.takesCalls(), target.variables()))
                .invoke(observed::answered)
                .onFailure(failure -> !(failure instanceof ChatException) && !isRefusal(failure))
                .transform(failure ->
                        CallFailures.of(failure, traces.known(requestId), patience.first(), target.variables()))
                .onFailure(ChatException.class)
                .invoke(failure -> observed.failed((ChatException) failure))
                .onCancellation()
                .invoke(observed::cancelled)
                .onFailure(ChatClient::isRefusal)
                .recoverWithUni(failure -> {
                    ErrorAnswer refusal = refusal((WebApplicationException) failure, requestId);
                    observed.failed(refusal.toException());
                    return refused(prompt, draft, patience, before, used, refusal);
                });
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

    private Uni<Reply> refused(
            Prompt prompt,
            Consumer<String> draft,
            Patience patience,
            Changes before,
            RequestShape used,
            ErrorAnswer refusal) {
        if (refusal.error().refusesEffortWithTools() && !prompt.tools().isEmpty() && adaptedToTools(used)) {
            telemetry.retried(target, "parameter");
            return attempt(prompt, draft, patience, before);
        }
        if (refusal.error().refusesParameter() && adapted(used, refusal)) {
            telemetry.retried(target, "parameter");
            return attempt(prompt, draft, patience, before);
        }
        if (identified && !before.token() && refusal.isOfToken()) {
            telemetry.retried(target, "token");
            return attempt(prompt, draft, patience, new Changes(before.chat(), true));
        }
        List<Integer> tokens = refusal.error().tokens();
        if (!before.chat() && refusal.error().overflows() && tokens.size() == 2) {
            telemetry.retried(target, "context");
            return Uni.createFrom()
                    .deferred(() -> attempt(
                            budget.shorten(prompt, tokens.get(0), tokens.get(1)),
                            draft,
                            patience,
                            new Changes(true, before.token())));
        }
        return Uni.createFrom().failure(refusal.toException());
    }

    /** Whether a changed request may succeed: this call or another one has removed the parameter. */
    private boolean adapted(RequestShape used, ErrorAnswer refusal) {
        String parameter = refusal.error().parameter();
        RequestShape without = used.without(parameter);
        if (without.equals(used)) {
            return false;
        }
        if (shape.compareAndSet(used, without)) {
            Log.warnf(
                    "The model behind %s does not accept %s in this form, which is not sent to it from now on%s",
                    target.name(),
                    parameter,
                    RequestShape.isSet(parameter)
                            ? ": check " + target.variables().chat("PARAMETERS") + "."
                            : ". No setting is wrong.");
        }
        return true;
    }

    /** As {@link #adapted}, for requests with tools alone. */
    private boolean adaptedToTools(RequestShape used) {
        RequestShape other = used.withLessEffortForTools(deployment);
        if (other.equals(used)) {
            return false;
        }
        if (shape.compareAndSet(used, other)) {
            Log.warnf(
                    "The model behind %s takes no tools together with its reasoning effort: requests with tools are sent %s from"
                            + " here on. The responses route takes both: see %s.",
                    target.name(),
                    other.effortWithTools() == RequestShape.EffortWithTools.NONE
                            ? "with the effort none"
                            : "without one",
                    target.variables().chat("ROUTE"));
        }
        return true;
    }

    private void learn(Prompt prompt, Completed completed) {
        if (completed.usage().input() > 0) {
            budget.counted(prompt, completed.usage().input());
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
