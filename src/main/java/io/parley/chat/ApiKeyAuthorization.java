package io.parley.chat;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.util.regex.Pattern;

/** Presents one of the resource's keys. The service takes a key or a bearer token, never both. */
final class ApiKeyAuthorization implements Authorization, ClientRequestFilter {

    private static final String HEADER = "api-key";
    private static final Pattern HEADER_SAFE = Pattern.compile("[!-~]+");

    private final String key;

    private ApiKeyAuthorization(String key) {
        this.key = key;
    }

    /** Fails with a {@link ConfigurationException} if there is no key, or one that a header cannot contain. */
    static ApiKeyAuthorization of(DeploymentSettings settings) {
        String variable = settings.variable("KEY");
        String key = settings.key().map(String::strip).orElse("");
        if (key.isEmpty()) {
            throw new ConfigurationException("Set " + variable + " to one of the keys of the resource that "
                    + settings.endpointVariable()
                    + " names, or PARLEY_CHAT_IDENTITY to the identity to use instead.");
        }
        if (!HEADER_SAFE.matcher(key).matches()) {
            throw new ConfigurationException(
                    variable + " must be a key alone: it contains spaces or characters that no key has.");
        }
        return new ApiKeyAuthorization(key);
    }

    String key() {
        return key;
    }

    @Override
    public void filter(ClientRequestContext request) {
        request.getHeaders().putSingle(HEADER, key);
    }

    @Override
    public Uni<Presented> present() {
        return Uni.createFrom().item(new Presented(HEADER, key, () -> {}));
    }
}
