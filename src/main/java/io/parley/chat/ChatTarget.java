package io.parley.chat;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One deployment of a model, and its address.
 *
 * @param base the part before {@code /openai/…}, without a slash at its end
 * @param route never {@link ChatRoute#AUTO}
 * @param api by which it answers; {@link ChatApi#RESPONSES} on the v1 route only
 * @param deployment its name; of an agent, the agent's
 * @param agent that answers in place of a model; empty for a model
 * @param variables the variables that set it
 */
record ChatTarget(
        URI base,
        ChatRoute route,
        ChatApi api,
        String deployment,
        Optional<AgentReference> agent,
        String apiVersion,
        Variables variables) {

    static final String DEFAULT_DEPLOYMENT = "gpt-4o-mini";
    static final String DEFAULT_API_VERSION = "2024-06-01";

    private static final Pattern DEPLOYMENT = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");
    private static final Pattern API_VERSION = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-preview)?");

    /** Returns the name for metrics and logs. */
    String name() {
        return deployment + '@' + base.getHost();
    }

    /** Whether the route's version has that date or a later one. The v1 route supports everything that dated versions do. */
    boolean knows(String since) {
        return route == ChatRoute.V1 || apiVersion.compareTo(since) >= 0;
    }

    /** Reads the settings; fails with a {@link ConfigurationException} that names the wrong variable. */
    static ChatTarget of(DeploymentSettings settings) {
        Optional<AgentReference> agent = AgentReference.of(settings);
        Endpoint endpoint = Endpoint.of(settings);
        return new ChatTarget(
                endpoint.base(),
                route(settings, endpoint.v1()),
                settings.api(),
                agent.map(AgentReference::name).orElseGet(() -> deployment(settings)),
                agent,
                apiVersion(settings),
                settings.variables());
    }

    private static ChatRoute route(DeploymentSettings settings, boolean v1) {
        boolean responses = settings.api() == ChatApi.RESPONSES;
        if (responses && settings.route() == ChatRoute.CLASSIC) {
            String chat = settings.variables().chat("");
            throw new ConfigurationException(
                    chat + "API=responses needs the v1 route: set " + chat + "ROUTE to v1 or auto.");
        }
        if (settings.route() != ChatRoute.AUTO) {
            return settings.route();
        }
        return v1 || responses ? ChatRoute.V1 : ChatRoute.CLASSIC;
    }

    private static String deployment(DeploymentSettings settings) {
        String deployment = settings.deployment().map(String::strip).orElse(DEFAULT_DEPLOYMENT);
        if (!isDeployment(deployment)) {
            throw new ConfigurationException(settings.variable("DEPLOYMENT") + " must be the name of a deployment: "
                    + "letters, digits, hyphens, underscores and dots.");
        }
        return deployment;
    }

    /** Whether a name can be one of a deployment. */
    static boolean isDeployment(String name) {
        return DEPLOYMENT.matcher(name).matches();
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
