package io.parley.credentials;

/** Who Parley can be to Azure OpenAI. */
public enum ModelIdentityKind {
    /** The managed identity of what runs it: App Service, Functions, Container Apps, a virtual machine. */
    MANAGED,
    /** The workload identity of its pod. */
    WORKLOAD,
    /** The bot's own application, or its managed identity, however it proves that. */
    APPLICATION
}
