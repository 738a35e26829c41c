package io.parley.chat;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;
import org.jspecify.annotations.Nullable;

/** Posts requests to one deployment, by the interface and route that it is set to. */
interface Wire {

    Uni<byte @Nullable []> whole(String requestId, ModelRequest request);

    /** The answer as server-sent events, in pieces of any length. */
    Multi<byte[]> streamed(String requestId, ModelRequest request);

    /** @param client with all that both kinds of call need; whole answers keep their connections */
    static Wire of(ChatTarget target, QuarkusRestClientBuilder client) {
        return target.api() == ChatApi.RESPONSES
                ? new Responses(
                        client.build(ResponsesApi.class), streams(client).build(ResponsesApi.class))
                : new Completions(
                        client.build(ChatCompletionsApi.class),
                        streams(client).build(ChatCompletionsApi.class),
                        target);
    }

    /** The client closes a stream's connection at its end, when another call may already have been given it. */
    private static QuarkusRestClientBuilder streams(QuarkusRestClientBuilder client) {
        return client.property(QuarkusRestClientProperties.KEEP_ALIVE_ENABLED, false);
    }

    /** Chat completions. */
    record Completions(ChatCompletionsApi wholes, ChatCompletionsApi streams, ChatTarget target) implements Wire {

        @Override
        public Uni<byte @Nullable []> whole(String requestId, ModelRequest request) {
            ChatCompletionsApi.Request completion = (ChatCompletionsApi.Request) request;
            return target.route() == ChatRoute.V1
                    ? wholes.completeV1(requestId, completion)
                    : wholes.completeClassic(target.deployment(), target.apiVersion(), requestId, completion);
        }

        @Override
        public Multi<byte[]> streamed(String requestId, ModelRequest request) {
            ChatCompletionsApi.Request completion = (ChatCompletionsApi.Request) request;
            return target.route() == ChatRoute.V1
                    ? streams.streamV1(requestId, completion)
                    : streams.streamClassic(target.deployment(), target.apiVersion(), requestId, completion);
        }
    }

    /** Responses. */
    record Responses(ResponsesApi wholes, ResponsesApi streams) implements Wire {

        @Override
        public Uni<byte @Nullable []> whole(String requestId, ModelRequest request) {
            return wholes.respond(requestId, (ResponsesApi.Request) request);
        }

        @Override
        public Multi<byte[]> streamed(String requestId, ModelRequest request) {
            return streams.stream(requestId, (ResponsesApi.Request) request);
        }
    }
}
