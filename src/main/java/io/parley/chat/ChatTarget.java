package io.parley.chat;

import io.parley.local.Loopback;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * One deployment of a model, and where it is reached.
 *
 * @param base what goes before {@code /openai/…}, without a slash at its end
 * @param route never {@link ChatRoute#AUTO}
 */
record ChatTarget(URI base, ChatRoute route, String deployment, String apiVersion) {

    static final String DEFAULT_DEPLOYMENT = "gpt-4o-mini";
    static final String DEFAULT_API_VERSION = "2024-06-01";

    private static final String V1_PATH = "/openai/v1";
    private static final Pattern DEPLOYMENT = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");
    private static final Pattern API_VERSION = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-preview)?");

    /** As metrics and logs call it. */
    String name() {
        return deployment + '@' + base.getHost();
    }

    /** Whether the route's version is one of that date, or later. The v1 route has all that dated versions have. */
    boolean knows(String since) {
        return route == ChatRoute.V1 || apiVersion.compareTo(since) >= 0;
    }

    /** What the settings ask for; fails with a {@link ConfigurationException} that names the variable which is wrong. */
    static ChatTarget of(DeploymentSettings settings) {
        URI endpoint = endpoint(settings);
        String path = endpoint.getRawPath().replaceAll("/+$", "");
        boolean v1 = path.endsWith(V1_PATH);
        String prefix = v1 ? path.substring(0, path.length() - V1_PATH.length()) : path;
        return new ChatTarget(
                URI.create(endpoint.getScheme() + "://" + endpoint.getRawAuthority() + prefix),
                route(settings.route(), v1),
                deployment(settings),
                apiVersion(settings));
    }

    private static ChatRoute route(ChatRoute chosen, boolean v1) {
        if (chosen != ChatRoute.AUTO) {
            return chosen;
        }
        return v1 ? ChatRoute.V1 : ChatRoute.CLASSIC;
    }

    private static URI endpoint(DeploymentSettings settings) {
        String variable = settings.endpointVariable();
        URI endpoint = parse(settings.endpoint().orElse(""), variable);
        if (!Loopback.isSafe(endpoint)) {
            throw wrongEndpoint(variable, "must be https: the key and what users write go there");
        }
        if (endpoint.getRawUserInfo() != null) {
            throw wrongEndpoint(variable, "must not hold a user or a password");
        }
        if (endpoint.getRawQuery() != null
                || endpoint.getRawFragment() != null
                || endpoint.getRawPath().contains("/openai/deployments")) {
            throw wrongEndpoint(variable, "goes on too far: it ends before /openai/deployments, and has no query");
        }
        return endpoint;
    }

    private static URI parse(String endpoint, String variable) {
        try {
            URI address = new URI(endpoint.strip());
            if (address.getHost() == null) {
                throw wrongEndpoint(variable, "is not an address such as https://contoso.openai.azure.com");
            }
            return address;
        } catch (URISyntaxException e) {
            throw wrongEndpoint(variable, "is not an address such as https://contoso.openai.azure.com");
        }
    }

    /** Without its value: people paste keys into the wrong variable. */
    private static ConfigurationException wrongEndpoint(String variable, String why) {
        return new ConfigurationException(variable + " " + why + ".");
    }

    private static String deployment(DeploymentSettings settings) {
        String deployment = settings.deployment().map(String::strip).orElse(DEFAULT_DEPLOYMENT);
        if (!DEPLOYMENT.matcher(deployment).matches()) {
            throw new ConfigurationException(settings.variable("DEPLOYMENT") + " must be the name of a deployment: "
                    + "letters, digits, hyphens, underscores and dots.");
        }
        return deployment;
    }

    private static String apiVersion(DeploymentSettings settings) {
        String apiVersion = settings.apiVersion().map(String::strip).orElse(DEFAULT_API_VERSION);
        if (!API_VERSION.matcher(apiVersion).matches()) {
            throw new ConfigurationException(settings.variable("API_VERSION")
                    + " must be a date such as 2024-10-21, or one with -preview after it.");
        }
        return apiVersion;
    }
}
