package io.parley.chat;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that a deployment gets: those of its settings, without those that the service has refused since. The
 * model behind a deployment can be replaced without notice by one that accepts others.
 *
 * @param maxTokens the parameter that limits the answer: each model accepts one of two
 * @param refused parameters that are not sent any more
 * @param effortWithTools what is sent as {@code reasoning_effort} together with tools, which some models refuse
 */
record RequestShape(String maxTokens, Set<String> refused, EffortWithTools effortWithTools) {

    /** The reasoning effort of requests with tools. Requests without tools keep the effort that is set. */
    enum EffortWithTools {
        AS_SET,
        LEFT_OUT,
        /** The value {@code none}, for models that reason unless they are told not to. */
        NONE
    }

    static final String CLASSIC_LIMIT = "max_tokens";
    static final String REASONING_LIMIT = "max_completion_tokens";
    static final String TEMPERATURE = "temperature";
    private static final String REASONING_EFFORT = "reasoning_effort";
    private static final String RESPONSES_LIMIT = "max_output_tokens";
    static final String INCLUDE = "include";
    static final String STREAM_OPTIONS = "stream_options";
    static final String PROMPT_CACHE_KEY = "prompt_cache_key";
    static final String SAFETY_IDENTIFIER = "safety_identifier";
    static final String STRICT = "strict";
    static final String PARALLEL_CALLS = "parallel_tool_calls";
    private static final Set<String> UNSET = Set.of(PROMPT_CACHE_KEY, SAFETY_IDENTIFIER, STRICT, PARALLEL_CALLS);
    private static final Set<String> OF_V1 = Set.of(PROMPT_CACHE_KEY, SAFETY_IDENTIFIER);
    private static final Set<String> OPTIONAL = Set.of(
            TEMPERATURE,
            REASONING_EFFORT,
            INCLUDE,
            STREAM_OPTIONS,
            PROMPT_CACHE_KEY,
            SAFETY_IDENTIFIER,
            STRICT,
            PARALLEL_CALLS);

    private static final String KNOWS_STREAM_OPTIONS = "2024-09-01";
    private static final String KNOWS_STRICT = "2024-08-01";
    private static final String KNOWS_PARALLEL_CALLS = "2024-10-01";
    private static final String KNOWS_REASONING_EFFORT = "2024-12-01";

    /** Fails with a {@link ConfigurationException} if the route's version, or the model, cannot accept the settings. */
    static RequestShape of(ChatTarget target, DeploymentSettings settings) {
        DeploymentConfig config = settings.own();
        if (config.reasoningEffort().isPresent() && !target.knows(KNOWS_REASONING_EFFORT)) {
            throw new ConfigurationException(
                    settings.variable("API_VERSION") + " must be 2024-12-01-preview or later for "
                            + "PARLEY_CHAT_REASONING_EFFORT, or the route be v1.");
        }
        if (config.maxTokens() >= config.contextTokens()) {
            String prefix = settings.prefix().orElse("PARLEY_CHAT_");
            throw new ConfigurationException(prefix + "CONTEXT_TOKENS must be more than " + prefix
                    + "MAX_TOKENS: the answer is part of what the model accepts.");
        }
        Set<String> unknown = new HashSet<>();
        unknown.add(config.parameters() == ChatParameters.REASONING ? TEMPERATURE : INCLUDE);
        if (!target.knows(KNOWS_STREAM_OPTIONS)) {
            unknown.add(STREAM_OPTIONS);
        }
        if (!target.knows(KNOWS_STRICT)) {
            unknown.add(STRICT);
        }
        if (!target.knows(KNOWS_PARALLEL_CALLS)) {
            unknown.add(PARALLEL_CALLS);
        }
        if (target.route() != ChatRoute.V1) {
            unknown.addAll(OF_V1);
        }
        return new RequestShape(limit(target, config), Set.copyOf(unknown), EffortWithTools.AS_SET);
    }

    private static String limit(ChatTarget target, DeploymentConfig config) {
        if (target.api() == ChatApi.RESPONSES) {
            return RESPONSES_LIMIT;
        }
        return config.parameters() == ChatParameters.REASONING ? REASONING_LIMIT : CLASSIC_LIMIT;
    }

    /**
     * Returns the shape without a refused parameter, or with its other name.
     *
     * @return this shape if that would change nothing, or was already tried
     */
    RequestShape without(String named) {
        String parameter = parameter(named);
        if (parameter.equals(maxTokens) && !maxTokens.equals(RESPONSES_LIMIT) && !refused.contains(otherLimit())) {
            return new RequestShape(otherLimit(), with(parameter), effortWithTools);
        }
        return OPTIONAL.contains(parameter) && sends(parameter)
                ? new RequestShape(maxTokens, with(parameter), effortWithTools)
                : this;
    }

    /**
     * The shape after the service has refused tools together with an effort, or without one.
     *
     * @return this shape where nothing is left to try
     */
    RequestShape withLessEffortForTools(DeploymentConfig config) {
        return switch (effortWithTools) {
            case AS_SET ->
                new RequestShape(
                        maxTokens, refused, effort(config) == null ? EffortWithTools.NONE : EffortWithTools.LEFT_OUT);
            case LEFT_OUT -> new RequestShape(maxTokens, refused, EffortWithTools.NONE);
            case NONE -> this;
        };
    }

    private @Nullable String effort(DeploymentConfig config) {
        return sends(REASONING_EFFORT) ? config.reasoningEffort().orElse(null) : null;
    }

    /** Returns the effort that is sent, in a request with tools or without; null for none. */
    @Nullable
    String effort(DeploymentConfig config, Prompt prompt) {
        return switch (prompt.tools().isEmpty() ? EffortWithTools.AS_SET : effortWithTools) {
            case AS_SET -> effort(config);
            case LEFT_OUT -> null;
            case NONE -> "none";
        };
    }

    /** Responses names the same ones in another way. */
    private static String parameter(String named) {
        return named.startsWith("reasoning.") ? REASONING_EFFORT : named.replaceFirst("\\[.*", "");
    }

    private String otherLimit() {
        return maxTokens.equals(CLASSIC_LIMIT) ? REASONING_LIMIT : CLASSIC_LIMIT;
    }

    private Set<String> with(String parameter) {
        Set<String> more = new HashSet<>(refused);
        more.add(parameter);
        return Set.copyOf(more);
    }

    /** Whether requests have a parameter. */
    boolean sends(String parameter) {
        return !refused.contains(parameter);
    }

    /** Whether a setting decides that the parameter is sent. */
    static boolean isSet(String parameter) {
        return !UNSET.contains(parameter);
    }

    ModelRequest request(ChatTarget target, DeploymentConfig config, Content content) {
        return new ShapedRequest(this, target, config, content).build();
    }

    /**
     * The content of one call.
     *
     * @param safetyIdentifier names the user by a digest
     */
    record Content(Prompt prompt, boolean stream, Optional<String> safetyIdentifier) {}
}
