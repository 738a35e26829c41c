package io.parley.chat;

/** The two interfaces of the service by which a model answers. */
public enum ChatApi {
    /** Chat completions, which every model has. */
    CHAT,
    /** Responses, on the v1 route only. Newer models reason and call tools at once only here. */
    RESPONSES
}
