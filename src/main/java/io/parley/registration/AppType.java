package io.parley.registration;

/** The kind of the bot's application: {@code msaAppType} of its Azure Bot resource. */
public enum AppType {
    /** Requests tokens at the Bot Framework's tenant. Azure creates no new ones since July 2025; existing ones work. */
    MULTI_TENANT,
    /** Requests tokens at its home tenant. */
    SINGLE_TENANT,
    /** A user-assigned managed identity in place of an application. Requests tokens from the platform and has no secret. */
    USER_ASSIGNED_MSI
}
