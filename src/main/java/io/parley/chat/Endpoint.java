package io.parley.chat;

import io.parley.http.Loopback;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a resource, or of a gateway before it. Portals show longer addresses, with the operation, the
 * deployment or the project behind the resource. Some of them are clear; the others stop the start.
 *
 * @param base the part before {@code /openai/…}, without a slash at its end
 * @param v1 whether it names the v1 route
 */
record Endpoint(URI base, boolean v1) {

    /** The route, which follows the last part of the resource's or the gateway's own path. */
    private static final Pattern ROUTE =
            Pattern.compile("(/openai(/v1(/chat/completions)?)?)?$", Pattern.CASE_INSENSITIVE);

    /** The path of an operation. Parley adds it itself. */
    private static final Pattern OPERATION = Pattern.compile(
            "/openai(/|$)|/deployments(/|$)|/(completions|embeddings|responses)$", Pattern.CASE_INSENSITIVE);

    /**
     * Paths of Foundry's other interfaces, which have no chat completions directly below them. A gateway may have such a path.
     */
    private static final Pattern OTHER = Pattern.compile("(/api/projects(/[^/]*)?|/models)$", Pattern.CASE_INSENSITIVE);

    private static final Pattern PROJECT = Pattern.compile("/api/projects/[^/]+", Pattern.CASE_INSENSITIVE);

    /** Hosts of resources. They have no path before the routes, except that of a project. */
    private static final Pattern RESOURCE_HOST =
            Pattern.compile(".+\\.(openai|cognitiveservices|services\\.ai)\\.azure\\.(com|us|cn)");

    /** Fails with a {@link ConfigurationException} that names the variable and says what to write. */
    static Endpoint of(DeploymentSettings settings) {
        Variables variables = settings.variables();
        URI address = parse(settings.endpoint().orElse(""), variables);
        if (!Loopback.isSafe(address)) {
            throw wrong(variables, "must be https: the key and what users write go there");
        }
        if (address.getRawUserInfo() != null) {
            throw wrong(variables, "must not contain a user or a password");
        }
        String path = address.getRawPath().replaceAll("/+", "/").replaceAll("/$", "");
        Matcher route = ROUTE.matcher(path);
        boolean found = route.find();
        String prefix = found ? path.substring(0, route.start()) : path;
        boolean v1 = found && route.group(2) != null;
        boolean agent = settings.own().agent().isPresent();
        if (address.getRawQuery() != null
                || address.getRawFragment() != null
                || goesOnTooFar(address.getHost(), prefix, v1 || agent, settings.route())) {
            throw tooFar(variables);
        }
        if (agent && isResource(address.getHost()) && !PROJECT.matcher(prefix).matches()) {
            throw wrong(
                    variables,
                    "must be the address of the project of PARLEY_CHAT_AGENT, such as"
                            + " https://contoso.services.ai.azure.com/api/projects/support");
        }
        return new Endpoint(URI.create(address.getScheme() + "://" + address.getRawAuthority() + prefix), v1);
    }

    private static boolean goesOnTooFar(String host, String prefix, boolean v1, ChatRoute chosen) {
        if (OPERATION.matcher(prefix).find()) {
            return true;
        }
        return isResource(host)
                ? !prefix.isEmpty() && !(v1 && PROJECT.matcher(prefix).matches())
                : !v1 && chosen == ChatRoute.AUTO && OTHER.matcher(prefix).find();
    }

    private static boolean isResource(String host) {
        return RESOURCE_HOST.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    private static URI parse(String endpoint, Variables variables) {
        try {
            URI address = new URI(endpoint.strip());
            if (address.getHost() != null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // The same sentence, without the value.
        }
        throw wrong(variables, "is not an address such as https://contoso.openai.azure.com");
    }

    private static ConfigurationException tooFar(Variables variables) {
        return wrong(
                variables,
                "is too long: write only the resource's address, such as https://contoso.openai.azure.com, or with"
                        + " /openai/v1 at its end for the v1 route. It has no query; the deployment's name goes into "
                        + variables.placeOfDeployment());
    }

    /** Does not show the value: people paste keys into the wrong variable. */
    private static ConfigurationException wrong(Variables variables, String why) {
        return new ConfigurationException(variables.shared("ENDPOINT") + " " + why + ".");
    }
}
