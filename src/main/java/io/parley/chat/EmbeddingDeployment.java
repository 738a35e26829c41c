package io.parley.chat;

import java.util.Optional;

/**
 * The settings of an embedding deployment. Without its own endpoint, it belongs to the resource of the first model.
 *
 * @param model the settings of the first model
 */
record EmbeddingDeployment(
        Optional<String> deployment, Optional<String> endpoint, Optional<String> key, DeploymentConfig model)
        implements DeploymentConfig {

    @Override
    public Optional<String> apiVersion() {
        return Optional.empty();
    }

    @Override
    public ChatRoute route() {
        return ChatRoute.AUTO;
    }

    @Override
    public ChatApi api() {
        return ChatApi.CHAT;
    }

    @Override
    public ChatParameters parameters() {
        return model.parameters();
    }

    @Override
    public Optional<String> agent() {
        return Optional.empty();
    }

    @Override
    public Optional<String> reasoningEffort() {
        return Optional.empty();
    }

    @Override
    public int contextTokens() {
        return model.contextTokens();
    }

    @Override
    public int maxTokens() {
        return model.maxTokens();
    }

    @Override
    public double temperature() {
        return model.temperature();
    }
}
