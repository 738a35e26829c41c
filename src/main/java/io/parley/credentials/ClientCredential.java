package io.parley.credentials;

import io.parley.http.HttpAnswer;
import io.smallrye.mutiny.Uni;

/** A credential of an application for Entra. */
sealed interface ClientCredential permits ClientSecret, ClientAssertion {

    /**
     * Requests a token and returns Entra's response with any status. Fails with a {@link CredentialException} before the
     * request is sent.
     */
    Uni<HttpAnswer> ask(EntraApi entra, Application application, String scope);
}
