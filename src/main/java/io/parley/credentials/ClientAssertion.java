package io.parley.credentials;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;

/** A token that says who the application is, signed by someone whom Entra trusts to say so (RFC 7523). */
non-sealed interface ClientAssertion extends ClientCredential {

    /** A secret, and had anew for each request: it is short-lived. Fails with a {@link CredentialException}. */
    Uni<String> assertion(Application application);

    @Override
    default Uni<Response> ask(EntraApi entra, Application application, String scope) {
        return assertion(application)
                .flatMap(assertion -> entra.withAssertion(
                        application.tenant(),
                        EntraApi.CLIENT_CREDENTIALS,
                        application.id(),
                        EntraApi.JWT_BEARER,
                        assertion,
                        scope));
    }
}
