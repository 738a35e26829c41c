package io.parley.credentials;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Who asks Azure OpenAI, where no key of the resource is presented. */
@ConfigMapping(prefix = "parley.chat")
public interface ModelIdentityConfig {

    /**
     * {@code PARLEY_CHAT_IDENTITY}: {@code managed}, {@code workload} or {@code application}. It needs the role Cognitive
     * Services OpenAI User at the resource. Not together with a key; without either, the start stops.
     */
    Optional<ModelIdentityKind> identity();

    /**
     * {@code PARLEY_CHAT_IDENTITY_CLIENT_ID}: the client id of a user-assigned managed identity or of a workload identity.
     * {@code AZURE_CLIENT_ID} unless set; without either, a managed identity is the system-assigned one.
     */
    Optional<String> identityClientId();

    /** {@code PARLEY_CHAT_RESOURCE}: the resource that tokens are asked for, instead of the cloud's own for Azure OpenAI. */
    Optional<String> resource();

    /** {@code AZURE_OPENAI_KEY}: looked at only to refuse it beside an identity. A secret: never logged. */
    Optional<String> key();
}
