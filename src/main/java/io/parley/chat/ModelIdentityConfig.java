package io.parley.chat;

import io.parley.credentials.IdentityKind;
import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Configures the identity for Azure OpenAI, in place of a key. */
@ConfigMapping(prefix = "parley.chat")
interface ModelIdentityConfig {

    /**
     * {@code PARLEY_CHAT_IDENTITY}: {@code managed}, {@code workload} or {@code application}. The identity needs the role
     * Cognitive Services OpenAI User at the resource. Either an identity or a key is required, and not both.
     */
    Optional<IdentityKind> identity();

    /**
     * {@code PARLEY_CHAT_IDENTITY_CLIENT_ID}: the client id of a user-assigned managed identity or of a workload identity.
     * The default is {@code AZURE_CLIENT_ID}; without either, a managed identity is the system-assigned one.
     */
    Optional<String> identityClientId();

    /** {@code PARLEY_CHAT_RESOURCE}: the resource of the tokens, instead of the cloud's own for Azure OpenAI. */
    Optional<String> resource();

    /** {@code PARLEY_CHAT_AGENT}: read here because agents take tokens of another resource than models. */
    Optional<String> agent();

    /** {@code AZURE_OPENAI_KEY}: read here only to reject it beside an identity. A secret: never logged. */
    Optional<String> key();
}
