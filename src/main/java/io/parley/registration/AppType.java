package io.parley.registration;

/** What {@code msaAppType} of an Azure Bot resource says of its application. */
public enum AppType {
    /** Asks for tokens at the Bot Framework's tenant. No new ones can be made since July 2025; existing ones work. */
    MULTI_TENANT,
    /** Asks for tokens at its home tenant. */
    SINGLE_TENANT,
    /** Is no application but a user-assigned managed identity: asks the platform for tokens, and has no secret. */
    USER_ASSIGNED_MSI
}
