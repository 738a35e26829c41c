package io.parley.credentials;

import io.parley.http.HttpAnswer;
import io.smallrye.mutiny.Uni;

/** A token that says who the application is, signed by someone whom Entra trusts to say so (RFC 7523). */
non-sealed interface ClientAssertion extends ClientCredential {

    /** A secret, and had anew for each request: it is short-lived. Fails with a {@link CredentialException}. */
    Uni<String> assertion(Application application);

    @Override
    default Uni<HttpAnswer> ask(EntraApi entra, Application application, String scope) {
        return assertion(application).flatMap(assertion -> entra.withAssertion(application, assertion, scope));
    }
}
