package io.parley.chat;

/** The two shapes of Azure OpenAI's address. They take the same messages and answer alike. */
public enum ChatRoute {
    /** {@link #V1} where the endpoint ends with {@code /openai/v1}, else {@link #CLASSIC}. */
    AUTO,
    /** {@code /openai/deployments/{deployment}/chat/completions?api-version=…}. */
    CLASSIC,
    /** {@code /openai/v1/chat/completions}: no api-version, the deployment is named in the body. */
    V1
}
