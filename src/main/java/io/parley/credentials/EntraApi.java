package io.parley.credentials;

import io.parley.http.HttpAnswer;
import io.parley.http.HttpCall;
import io.parley.http.HttpLimits;
import io.parley.http.HttpPeer;
import io.parley.http.PathSegment;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls Entra's token endpoint. Returns a response with any status:
 *
 * <pre>{@code
 * 200 {"token_type":"Bearer","expires_in":3599,"ext_expires_in":3599,"access_token":"eyJ0…"}
 * 401 {"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided. …"}
 * }</pre>
 */
final class EntraApi {

    /** The {@code client_assertion_type} of every assertion (RFC 7523, section 2.2). */
    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final String authority;
    private final HttpPeer entra;

    private EntraApi(String authority, HttpPeer entra) {
        this.authority = authority;
        this.entra = entra;
    }

    /** Returns a client for an authority. It follows no redirects, because the requests contain secrets. */
    static EntraApi at(String authority, CredentialsConfig config) {
        return new EntraApi(
                authority,
                HttpPeer.named("entra", HttpLimits.shortBody(config.connectTimeout(), config.readTimeout())));
    }

    Uni<HttpAnswer> withSecret(Application application, String secret, String scope) {
        Map<String, @Nullable String> form = form(application, scope);
        form.put("client_secret", secret);
        return ask(application, form);
    }

    Uni<HttpAnswer> withAssertion(Application application, String assertion, String scope) {
        Map<String, @Nullable String> form = form(application, scope);
        form.put("client_assertion_type", JWT_BEARER);
        form.put("client_assertion", assertion);
        return ask(application, form);
    }

    private static Map<String, @Nullable String> form(Application application, String scope) {
        Map<String, @Nullable String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", application.id());
        form.put("scope", scope);
        return form;
    }

    private Uni<HttpAnswer> ask(Application application, Map<String, @Nullable String> form) {
        String endpoint = authority + '/' + PathSegment.encode(application.tenant()) + "/oauth2/v2.0/token";
        return entra.send(HttpCall.postForm(endpoint, form).on("/{tenant}/oauth2/v2.0/token"));
    }
}
