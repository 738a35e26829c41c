package io.parley.credentials;

/** The identities that Parley can use for resources of Azure. */
public enum IdentityKind {
    /** The managed identity of the platform that runs it: App Service, Functions, Container Apps, or a virtual machine. */
    MANAGED,
    /** The workload identity of its pod. */
    WORKLOAD,
    /** The bot's application, with its configured credential, or the bot's managed identity. */
    APPLICATION
}
