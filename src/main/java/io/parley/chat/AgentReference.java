package io.parley.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An agent of a Microsoft Foundry project, as the Responses interface names it:
 *
 * <pre>{@code
 * {"name":"support","type":"agent_reference","version":"3"}
 * }</pre>
 *
 * @param version absent for the newest one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
record AgentReference(String name, String type, @Nullable String version) {

    private static final Pattern REFERENCE =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9-]{0,62})(?::([A-Za-z0-9._-]{1,64}))?");

    /**
     * Reads the settings of a deployment; empty without an agent. Fails with a {@link ConfigurationException} if another
     * setting belongs to the definition of the agent.
     */
    static Optional<AgentReference> of(DeploymentSettings settings) {
        Optional<AgentReference> reference = settings.own().agent().map(AgentReference::parse);
        if (reference.isPresent()) {
            demandNothingElse(settings);
        }
        return reference;
    }

    private static AgentReference parse(String setting) {
        Matcher parts = REFERENCE.matcher(setting.strip());
        if (!parts.matches()) {
            throw new ConfigurationException(
                    "PARLEY_CHAT_AGENT must be the name of an agent, such as support, or with its version, such as support:3.");
        }
        return new AgentReference(parts.group(1), "agent_reference", parts.group(2));
    }

    private static void demandNothingElse(DeploymentSettings settings) {
        DeploymentConfig own = settings.own();
        demand(settings.prefix().isEmpty(), "cannot be a fallback: unset it for fallbacks");
        demand(own.route() != ChatRoute.CLASSIC, "needs the v1 route: set PARLEY_CHAT_ROUTE to v1 or auto");
        demand(own.key().isEmpty(), "accepts no key: unset AZURE_OPENAI_KEY, and set PARLEY_CHAT_IDENTITY");
        demand(own.deployment().isEmpty(), "has a model of its own: unset AZURE_OPENAI_DEPLOYMENT");
        demand(
                own.reasoningEffort().isEmpty(),
                "has a reasoning effort of its own: unset PARLEY_CHAT_REASONING_EFFORT");
    }

    private static void demand(boolean fulfilled, String what) {
        if (!fulfilled) {
            throw new ConfigurationException("The agent of PARLEY_CHAT_AGENT " + what + ".");
        }
    }

    /** Returns the name with its version, for a log. */
    @Override
    public String toString() {
        return version == null ? name : name + ":" + version;
    }
}
