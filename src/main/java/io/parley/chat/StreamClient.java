package io.parley.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.parley.http.HttpAnswer;
import io.parley.http.HttpCall;
import io.parley.http.HttpLimits;
import io.parley.http.HttpPeer;
import io.parley.http.HttpStream;
import io.parley.http.StreamReader;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Requests answers of one deployment that are read while they are written. The REST client could do so too, but would close the
 * connection of each answer at its end.
 */
final class StreamClient {

    private static final ObjectWriter WRITER = new ObjectMapper().writer();
    private static final int UNAUTHORIZED = 401;

    private final ChatTarget target;
    private final Authorization authorization;
    private final HttpPeer peer;

    StreamClient(ChatTarget target, Authorization authorization, Duration connectTime) {
        this.target = target;
        this.authorization = authorization;
        this.peer = HttpPeer.named(target.base().getHost(), HttpLimits.shortBody(connectTime, connectTime));
    }

    /**
     * Sends the request. Fails with a {@link io.parley.credentials.CredentialException} when there is no token; nothing is sent
     * then.
     */
    Uni<HttpStream> open(ModelRequest request, String requestId, StreamReader reader) {
        return authorization.present().map(presented -> {
            HttpCall call = call(request)
                    .with("Accept", "text/event-stream")
                    .with(ChatCompletionsApi.REQUEST_ID, requestId)
                    .with(presented.header(), presented.value());
            return peer.stream(call, new Refusing(reader, presented));
        });
    }

    private HttpCall call(ModelRequest request) {
        return HttpCall.json(HttpMethod.POST, target.base() + path(target.deployment()) + query(), json(request))
                .on(target.base().getRawPath() + path("{deployment}"));
    }

    private String path(String deployment) {
        if (target.api() == ChatApi.RESPONSES) {
            return "/openai/v1/responses";
        }
        return target.route() == ChatRoute.V1
                ? "/openai/v1/chat/completions"
                : "/openai/deployments/" + deployment + "/chat/completions";
    }

    private String query() {
        return target.route() == ChatRoute.V1 ? "" : "?api-version=" + target.apiVersion();
    }

    private static byte[] json(ModelRequest request) {
        try {
            return WRITER.writeValueAsBytes(request);
        } catch (JsonProcessingException e) {
            // Without its cause, which could quote the chat.
            throw new IllegalStateException("Every request can be written as JSON");
        }
    }

    /** Discards a token that the service refuses before the reader sees the refusal: a repeated request presents a new one. */
    private record Refusing(StreamReader reader, Authorization.Presented presented) implements StreamReader {

        @Override
        public void begin(Function<String, @Nullable String> header) {
            reader.begin(header);
        }

        @Override
        public void read(byte[] piece) {
            reader.read(piece);
        }

        @Override
        public void end() {
            reader.end();
        }

        @Override
        public void refused(HttpAnswer answer) {
            if (answer.status() == UNAUTHORIZED) {
                presented.refuse().run();
            }
            reader.refused(answer);
        }

        @Override
        public void fail(Throwable failure) {
            reader.fail(failure);
        }
    }
}
