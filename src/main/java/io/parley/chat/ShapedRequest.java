package io.parley.chat;

import static io.parley.chat.RequestShape.CLASSIC_LIMIT;
import static io.parley.chat.RequestShape.INCLUDE;
import static io.parley.chat.RequestShape.PARALLEL_CALLS;
import static io.parley.chat.RequestShape.PROMPT_CACHE_KEY;
import static io.parley.chat.RequestShape.REASONING_LIMIT;
import static io.parley.chat.RequestShape.SAFETY_IDENTIFIER;
import static io.parley.chat.RequestShape.STREAM_OPTIONS;
import static io.parley.chat.RequestShape.STRICT;
import static io.parley.chat.RequestShape.TEMPERATURE;

import io.parley.chat.ChatCompletionsApi.Request;
import io.parley.chat.ChatCompletionsApi.StreamOptions;
import io.parley.chat.RequestShape.Content;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request to a deployment, with the parameters that its shape allows. Contains what users wrote: do not log it. */
final class ShapedRequest {

    private static final String SEALED_REASONING = "reasoning.encrypted_content";

    private final RequestShape shape;
    private final ChatTarget target;
    private final DeploymentConfig config;
    private final Content content;

    ShapedRequest(RequestShape shape, ChatTarget target, DeploymentConfig config, Content content) {
        this.shape = shape;
        this.target = target;
        this.config = config;
        this.content = content;
    }

    ModelRequest build() {
        if (target.api() == ChatApi.CHAT) {
            return completion();
        }
        return target.agent()
                .<ModelRequest>map(agent ->
                        ResponsesApi.Request.to(agent, ResponseInput.of(content.prompt(), target), content.stream()))
                .orElseGet(this::response);
    }

    private ResponsesApi.Request response() {
        Prompt prompt = content.prompt();
        return new ResponsesApi.Request(
                target.deployment(),
                null,
                false,
                shape.sends(INCLUDE) ? List.of(SEALED_REASONING) : null,
                prompt.system().text(),
                ResponseInput.of(prompt, target),
                prompt.tools().isEmpty()
                        ? null
                        : prompt.tools().stream()
                                .map(tool -> ResponsesApi.Tool.of(tool, shape.sends(STRICT)))
                                .toList(),
                toolChoice(prompt),
                parallelCalls(prompt),
                config.maxTokens(),
                shape.sends(TEMPERATURE) ? config.temperature() : null,
                Optional.ofNullable(shape.effort(config, prompt))
                        .map(ResponsesApi.Effort::new)
                        .orElse(null),
                content.stream() ? Boolean.TRUE : null,
                shape.sends(PROMPT_CACHE_KEY) ? prompt.asker().cacheKey() : null,
                shape.sends(SAFETY_IDENTIFIER) ? content.safetyIdentifier().orElse(null) : null);
    }

    private static @Nullable String toolChoice(Prompt prompt) {
        return !prompt.tools().isEmpty() && prompt.choice() == ToolChoice.NONE ? "none" : null;
    }

    private @Nullable Boolean parallelCalls(Prompt prompt) {
        return !prompt.tools().isEmpty() && prompt.choice() == ToolChoice.ONE_CALL && shape.sends(PARALLEL_CALLS)
                ? Boolean.FALSE
                : null;
    }

    private Request completion() {
        Prompt prompt = content.prompt();
        boolean stream = content.stream();
        return new Request(
                target.route() == ChatRoute.V1 ? target.deployment() : null,
                prompt.messages().stream().map(RequestMessage::of).toList(),
                prompt.tools().isEmpty()
                        ? null
                        : prompt.tools().stream()
                                .map(tool -> RequestTool.of(tool, shape.sends(STRICT)))
                                .toList(),
                toolChoice(prompt),
                parallelCalls(prompt),
                shape.maxTokens().equals(CLASSIC_LIMIT) ? config.maxTokens() : null,
                shape.maxTokens().equals(REASONING_LIMIT) ? config.maxTokens() : null,
                shape.sends(TEMPERATURE) ? config.temperature() : null,
                shape.effort(config, prompt),
                stream ? Boolean.TRUE : null,
                streamOptions(stream),
                shape.sends(PROMPT_CACHE_KEY) ? prompt.asker().cacheKey() : null,
                shape.sends(SAFETY_IDENTIFIER) ? content.safetyIdentifier().orElse(null) : null);
    }

    private @Nullable StreamOptions streamOptions(boolean stream) {
        return stream && shape.sends(STREAM_OPTIONS) ? new StreamOptions(true) : null;
    }
}
