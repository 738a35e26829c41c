package io.parley.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.credentials.AccessToken;
import io.parley.credentials.CachingTokenSource;
import io.parley.credentials.CredentialException;
import io.parley.http.BodyEnd;
import io.parley.http.HttpAnswer;
import io.parley.http.HttpCall;
import io.parley.http.HttpLimits;
import io.parley.http.HttpPeer;
import io.parley.http.PathSegment;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One embedding deployment of Azure OpenAI, asked once for each call. Failures are {@link ChatException}s, which contain neither the
 * texts nor the key.
 *
 * <pre>{@code
 * POST /openai/deployments/text-embedding-3-small/embeddings?api-version=2024-10-21
 * {"input":["Alerts > E-mail …"],"dimensions":512}
 * 200 {"object":"list","data":[{"object":"embedding","index":0,"embedding":[-0.006929283,…]}],
 *      "model":"text-embedding-3-small","usage":{"prompt_tokens":8,"total_tokens":8}}
 * }</pre>
 */
public final class EmbeddingClient {

    /** Numbers of a vector. The models shorten their vectors to it and lose little. */
    public static final int DIMENSIONS = 512;

    /** A number takes about 13 bytes as JSON. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private static final Duration CONNECT_TIME = Duration.ofSeconds(5);
    private static final Duration CALL_TIME = Duration.ofSeconds(60);

    /** The first dated version of this interface with {@code dimensions} that is not a preview and is still served. */
    private static final String OLDEST_VERSION = "2024-10-21";

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    private final HttpPeer peer =
            HttpPeer.named("embeddings", new HttpLimits(CONNECT_TIME, CALL_TIME, CALL_TIME, MOST_BYTES));
    private final ChatTarget target;
    private final Optional<String> key;
    private final Optional<CachingTokenSource> tokens;
    private final boolean v1;

    /** @param tokens presented in place of a key */
    EmbeddingClient(ChatTarget target, Optional<String> key, Optional<CachingTokenSource> tokens) {
        this.target = target;
        this.key = key;
        this.tokens = tokens;
        this.v1 = target.route() == ChatRoute.V1 && (tokens.isEmpty() || hasPath(target));
    }

    /** The v1 route was documented to accept no tokens for embeddings. A project's or a gateway's path has no other route. */
    private static boolean hasPath(ChatTarget target) {
        return !target.base().getRawPath().isEmpty();
    }

    /** Returns the deployment and its host, for logs and as a part of keys. */
    public String name() {
        return target.name();
    }

    /**
     * Turns texts into vectors, on each subscription. Where there are several texts, completes on a worker thread.
     *
     * @param limit of the whole call
     */
    public Uni<Embeddings> embed(List<String> texts, Duration limit) {
        return authorized(call(texts))
                .chain(call -> peer.send(call.call(), limit, () -> BodyEnd.OF_STREAM)
                        .invoke(answer -> discardRefused(call, answer)))
                .emitOn(texts.size() == 1 ? Runnable::run : Infrastructure.getDefaultExecutor())
                .map(answer -> read(answer, texts.size()))
                .onFailure(failure -> !(failure instanceof ChatException))
                .transform(this::explained);
    }

    private HttpCall call(List<String> texts) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode input = body.putArray("input");
        texts.forEach(input::add);
        body.put("dimensions", DIMENSIONS);
        if (v1) {
            body.put("model", target.deployment());
        }
        byte[] json = body.toString().getBytes(StandardCharsets.UTF_8);
        return HttpCall.json(HttpMethod.POST, target.base() + path(), json).on("/openai/embeddings");
    }

    private String path() {
        return v1
                ? "/openai/v1/embeddings"
                : "/openai/deployments/" + PathSegment.encode(target.deployment()) + "/embeddings?api-version="
                        + (target.apiVersion().compareTo(OLDEST_VERSION) >= 0 ? target.apiVersion() : OLDEST_VERSION);
    }

    private Uni<Authorized> authorized(HttpCall call) {
        return tokens.map(source -> source.token()
                        .map(token -> new Authorized(
                                call.with("Authorization", "Bearer " + token.value()), Optional.of(token))))
                .orElseGet(() -> Uni.createFrom()
                        .item(() -> new Authorized(call.with("api-key", key.orElse(null)), Optional.empty())));
    }

    private void discardRefused(Authorized call, HttpAnswer answer) {
        if (answer.status() == UNAUTHORIZED) {
            tokens.ifPresent(source -> call.token().ifPresent(source::discard));
        }
    }

    private Embeddings read(HttpAnswer answer, int texts) {
        if (answer.status() != OK) {
            throw refusal(answer);
        }
        JsonNode json = answer.json();
        float[][] vectors = new float[texts][];
        for (JsonNode item : json.path("data")) {
            int index = item.path("index").asInt(-1);
            if (index >= 0 && index < texts) {
                vectors[index] = vector(item.path("embedding"));
            }
        }
        if (!Stream.of(vectors).allMatch(vector -> vector != null && vector.length == DIMENSIONS)) {
            throw new ChatException.Unavailable("What " + name() + " answered is not " + texts + " vectors of "
                    + DIMENSIONS + " numbers: if this happens again, check " + EmbeddingClients.VARIABLE
                    + " and its endpoint.");
        }
        return new Embeddings(
                List.of(vectors), json.path("usage").path("total_tokens").asLong());
    }

    private static float[] vector(JsonNode numbers) {
        float[] vector = new float[numbers.size()];
        for (int at = 0; at < vector.length; at++) {
            vector[at] = numbers.get(at).floatValue();
        }
        return vector;
    }

    private ChatException refusal(HttpAnswer answer) {
        ServiceError error = ServiceError.parse(new String(answer.body(), StandardCharsets.UTF_8));
        int status = answer.status();
        String sentence = name() + " answered " + status + (error.names().isEmpty() ? "" : " " + error.names()) + ".";
        if (status == TOO_MANY_REQUESTS) {
            return new ChatException.Throttled(
                    sentence, RetryDelay.of(answer, Clock.systemUTC().instant()));
        }
        return status >= 500 || status == REQUEST_TIMEOUT
                ? new ChatException.Unavailable(sentence)
                : new ChatException.Rejected(sentence + advice(status), status);
    }

    private String advice(int status) {
        return switch (status) {
            case 401, 403 ->
                " Check the key, or that the identity has the role Cognitive Services OpenAI User on the resource.";
            case 404 -> " Check " + EmbeddingClients.VARIABLE + ", and that its deployment is one of embeddings.";
            default -> "";
        };
    }

    private ChatException explained(Throwable failure) {
        return failure instanceof CredentialException
                ? new ChatException.WithoutToken(
                        "There is no token for " + name() + ". " + failure.getMessage(), failure)
                : new ChatException.Unavailable(name() + " cannot be reached: " + failure, failure);
    }

    /** A call with what it presents. */
    private record Authorized(HttpCall call, Optional<AccessToken> token) {}
}
