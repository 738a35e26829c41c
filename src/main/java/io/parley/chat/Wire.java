package io.parley.chat;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** Requests whole answers of one deployment, by the interface and route that it is set to. */
interface Wire {

    Uni<byte @Nullable []> whole(String requestId, ModelRequest request);

    static Wire of(ChatTarget target, QuarkusRestClientBuilder client) {
        return target.api() == ChatApi.RESPONSES
                ? new Responses(client.build(ResponsesApi.class))
                : new Completions(client.build(ChatCompletionsApi.class), target);
    }

    /** Chat completions. */
    record Completions(ChatCompletionsApi api, ChatTarget target) implements Wire {

        @Override
        public Uni<byte @Nullable []> whole(String requestId, ModelRequest request) {
            ChatCompletionsApi.Request completion = (ChatCompletionsApi.Request) request;
            return target.route() == ChatRoute.V1
                    ? api.completeV1(requestId, completion)
                    : api.completeClassic(target.deployment(), target.apiVersion(), requestId, completion);
        }
    }

    /** Responses. */
    record Responses(ResponsesApi api) implements Wire {

        @Override
        public Uni<byte @Nullable []> whole(String requestId, ModelRequest request) {
            return api.respond(requestId, (ResponsesApi.Request) request);
        }
    }
}
