package io.parley.connector;

import io.parley.http.Origin;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which serviceUrls the bot posts to, and which of them it shows its token. A serviceUrl comes with each activity, so
 * whoever can forge one would otherwise be sent the token.
 *
 * <p>With token: the hosts of Azure Bot Service, by https on port 443, and origins that the operator trusts. Without:
 * loopback addresses, as far as local channels are allowed. Nothing else: no other port, no user, query or fragment.
 */
final class ServiceUrlPolicy {

    // Those that Teams' SDK lists for the public cloud and for China, and Teams' test ring. Names below
    // trafficmanager.net are
    // free to all of Azure's customers, so these hosts alone.
    private static final Set<String> HOSTS = Set.of(
            "smba.trafficmanager.net",
            "smba.onyx.prod.teams.trafficmanager.net",
            "canary.botapi.skype.com",
            "frontend.botapi.msg.infra.teams.microsoftonline.cn");
    // Microsoft's own, GCC, GCC High and DoD among them.
    private static final List<String> HOST_SUFFIXES = List.of(
            ".botframework.com",
            ".teams.microsoft.com",
            ".teams.microsoft.us",
            ".botframework.azure.us",
            ".botframework.azure.cn");

    private final Set<Origin> trusted;
    private final LocalChannels localChannels;

    /**
     * @param trustedOrigins further origins that are shown the token
     * @param localChannels which channels on this machine may be answered, without token
     */
    ServiceUrlPolicy(List<String> trustedOrigins, LocalChannels localChannels) {
        this.trusted = trustedOrigins.stream()
                .map(setting -> Origin.trusted(setting, "PARLEY_CONNECTOR_TRUSTED_ORIGINS"))
                .collect(Collectors.toUnmodifiableSet());
        this.localChannels = localChannels;
    }

    /** The checked address; throws {@link ConnectorException.Refused}, which says why. */
    ConnectorAddress check(@Nullable String serviceUrl) {
        URI address = parse(serviceUrl);
        Origin origin = Origin.of(address).orElseThrow(() -> refused("it is not an address of a host on the web"));
        if (address.getRawQuery() != null || address.getRawFragment() != null) {
            throw refused("it has a query or a fragment");
        }
        String base = origin + address.getRawPath().replaceFirst("/+$", "");
        return new ConnectorAddress(base, withToken(origin, address));
    }

    /** Why nothing would be posted there; empty where it would. */
    Optional<String> refusal(@Nullable String serviceUrl) {
        try {
            check(serviceUrl);
            return Optional.empty();
        } catch (ConnectorException.Refused refused) {
            return Optional.of(refused.reason());
        }
    }

    private boolean withToken(Origin origin, URI address) {
        if (trusted.contains(origin)) {
            return true;
        }
        if (origin.loopback()) {
            requireLocalChannel(address);
            return false;
        }
        if (!origin.scheme().equals("https") || origin.port() != 443) {
            throw refused("it is not https on port 443");
        }
        if (!ofBotService(origin.host())) {
            throw refused("its host is none of Azure Bot Service's, nor trusted by configuration");
        }
        return true;
    }

    private void requireLocalChannel(URI address) {
        if (!localChannels.include(address)) {
            throw refused("it is a loopback address, which is for development and the playground");
        }
    }

    private static boolean ofBotService(String host) {
        return HOSTS.contains(host) || HOST_SUFFIXES.stream().anyMatch(host::endsWith);
    }

    private static URI parse(@Nullable String serviceUrl) {
        try {
            return new URI(serviceUrl == null ? "" : serviceUrl);
        } catch (URISyntaxException malformed) {
            throw refused("it is malformed");
        }
    }

    private static ConnectorException.Refused refused(String reason) {
        return new ConnectorException.Refused(reason);
    }
}
