package io.parley.credentials;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;

/** A secret that Entra made for the application. {@link #toString} masks it. */
record ClientSecret(String secret) implements ClientCredential {

    @Override
    public Uni<Response> ask(EntraApi entra, Application application, String scope) {
        return entra.withSecret(application.tenant(), EntraApi.CLIENT_CREDENTIALS, application.id(), secret, scope);
    }

    @Override
    public String toString() {
        return "ClientSecret[…]";
    }
}
