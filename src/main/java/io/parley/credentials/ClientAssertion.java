package io.parley.credentials;

import io.parley.http.HttpAnswer;
import io.smallrye.mutiny.Uni;

/** A token that identifies the application, signed by an issuer that Entra trusts (RFC 7523). */
non-sealed interface ClientAssertion extends ClientCredential {

    /** Returns a new short-lived assertion for each request. It is a secret. Fails with a {@link CredentialException}. */
    Uni<String> assertion(Application application);

    @Override
    default Uni<HttpAnswer> ask(EntraApi entra, Application application, String scope) {
        return assertion(application).flatMap(assertion -> entra.withAssertion(application, assertion, scope));
    }
}
