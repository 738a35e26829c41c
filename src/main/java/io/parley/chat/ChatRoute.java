package io.parley.chat;

/** The two forms of Azure OpenAI's address. They accept the same messages and give the same answers. */
public enum ChatRoute {
    /** {@link #V1} if the endpoint ends with {@code /openai/v1}, otherwise {@link #CLASSIC}. */
    AUTO,
    /** {@code /openai/deployments/{deployment}/chat/completions?api-version=…}. */
    CLASSIC,
    /** {@code /openai/v1/chat/completions}: no api-version, the deployment is named in the body. */
    V1
}
