package io.parley.credentials;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;

/** What an application proves itself with to Entra. */
sealed interface ClientCredential permits ClientSecret, ClientAssertion {

    /** Entra's answer to a request for a token, of any status; fails with a {@link CredentialException} before it is sent. */
    Uni<Response> ask(EntraApi entra, Application application, String scope);
}
