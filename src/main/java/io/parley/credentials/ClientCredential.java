package io.parley.credentials;

import io.parley.http.HttpAnswer;
import io.smallrye.mutiny.Uni;

/** What an application proves itself with to Entra. */
sealed interface ClientCredential permits ClientSecret, ClientAssertion {

    /** Entra's answer to a request for a token, of any status; fails with a {@link CredentialException} before it is sent. */
    Uni<HttpAnswer> ask(EntraApi entra, Application application, String scope);
}
