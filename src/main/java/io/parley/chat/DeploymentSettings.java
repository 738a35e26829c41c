package io.parley.chat;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The settings of one deployment, with those that it inherits from the first, and the names of its variables for errors.
 *
 * @param prefix of its variables; empty for the first one, whose variables are the tutorial's
 */
record DeploymentSettings(DeploymentConfig own, DeploymentConfig first, Optional<String> prefix) {

    /** The first deployment, then its fallbacks. */
    static List<DeploymentSettings> of(ChatConfig config) {
        List<DeploymentConfig> fallbacks = config.fallbacks();
        return Stream.concat(
                        Stream.of(first(config)),
                        IntStream.range(0, fallbacks.size())
                                .mapToObj(index -> new DeploymentSettings(
                                        fallbacks.get(index),
                                        config,
                                        Optional.of("PARLEY_CHAT_FALLBACKS_" + index + "__"))))
                .toList();
    }

    static DeploymentSettings first(ChatConfig config) {
        return new DeploymentSettings(config, config, Optional.empty());
    }

    Optional<String> endpoint() {
        return own.endpoint().or(first::endpoint);
    }

    /** A fallback must name its own deployment; fails with a {@link ConfigurationException} if it does not. */
    Optional<String> deployment() {
        if (prefix.isPresent() && own.deployment().isEmpty()) {
            throw new ConfigurationException(
                    variable("DEPLOYMENT") + " is not set: a fallback needs the name of a deployment.");
        }
        return own.deployment();
    }

    /** Returns the key; never the key of another resource. */
    Optional<String> key() {
        return ofSameResource() ? own.key().or(first::key) : own.key();
    }

    Optional<String> apiVersion() {
        return ofSameResource() ? own.apiVersion().or(first::apiVersion) : own.apiVersion();
    }

    ChatRoute route() {
        return ofSameResource() && own.route() == ChatRoute.AUTO ? first.route() : own.route();
    }

    /** Returns the interface. Agents have only one. */
    ChatApi api() {
        return own.agent().isPresent() ? ChatApi.RESPONSES : own.api();
    }

    private boolean ofSameResource() {
        return own.endpoint().isEmpty();
    }

    Variables variables() {
        return new Variables(prefix, ofSameResource());
    }

    String endpointVariable() {
        return variables().shared("ENDPOINT");
    }

    /** @param name as in {@code AZURE_OPENAI_KEY} */
    String variable(String name) {
        return variables().own(name);
    }
}
