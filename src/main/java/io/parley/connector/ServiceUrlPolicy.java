package io.parley.connector;

import io.parley.http.Origin;
import io.parley.http.TrustedOrigin;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides to which serviceUrls the bot posts, and whether with its token. Every activity has a serviceUrl, so without this
 * policy the sender of a forged activity would get the token.
 *
 * <p>With token: hosts of Azure Bot Service by https on port 443, and origins that the operator trusts. Without token:
 * loopback addresses, if local channels are allowed. Everything else is rejected, including other ports, users, queries and
 * fragments.
 */
final class ServiceUrlPolicy {

    // The hosts in Teams' SDK for the public cloud and for China, and Teams' test ring. Exact hosts only: every
    // customer of
    // Azure can get names below trafficmanager.net.
    private static final Set<String> HOSTS = Set.of(
            "smba.trafficmanager.net",
            "smba.onyx.prod.teams.trafficmanager.net",
            "canary.botapi.skype.com",
            "frontend.botapi.msg.infra.teams.microsoftonline.cn");
    // Domains of Microsoft, including GCC, GCC High and DoD.
    private static final List<String> HOST_SUFFIXES = List.of(
            ".botframework.com",
            ".teams.microsoft.com",
            ".teams.microsoft.us",
            ".botframework.azure.us",
            ".botframework.azure.cn");

    private static final int MOST_KEPT = 1000;
    private static final int LONGEST_KEPT = 512;

    private final Map<String, ConnectorAddress> checked = new ConcurrentHashMap<>();
    private final Set<Origin> trusted;
    private final LocalChannels localChannels;

    /**
     * @param trustedOrigins further origins that get the token
     * @param localChannels the channels on this machine that get answers, without token
     */
    ServiceUrlPolicy(List<String> trustedOrigins, LocalChannels localChannels) {
        this.trusted = trustedOrigins.stream()
                .map(setting -> TrustedOrigin.of(setting, "PARLEY_CONNECTOR_TRUSTED_ORIGINS"))
                .collect(Collectors.toUnmodifiableSet());
        this.localChannels = localChannels;
    }

    /** Returns the checked address. Throws a {@link ConnectorException.Refused} with the reason otherwise. */
    ConnectorAddress check(@Nullable String serviceUrl) {
        ConnectorAddress known = serviceUrl == null ? null : checked.get(serviceUrl);
        return known == null ? keep(serviceUrl, checkNew(serviceUrl)) : known;
    }

    /** The Connector has few serviceUrls; more of them are checked each time. */
    private ConnectorAddress keep(@Nullable String serviceUrl, ConnectorAddress address) {
        if (serviceUrl != null && serviceUrl.length() <= LONGEST_KEPT && checked.size() < MOST_KEPT) {
            checked.put(serviceUrl, address);
        }
        return address;
    }

    private ConnectorAddress checkNew(@Nullable String serviceUrl) {
        URI address = parse(serviceUrl);
        Origin origin = Origin.of(address).orElseThrow(() -> refused("it is not an address of a host on the web"));
        if (address.getRawQuery() != null || address.getRawFragment() != null) {
            throw refused("it has a query or a fragment");
        }
        String base = origin + address.getRawPath().replaceFirst("/+$", "");
        return new ConnectorAddress(base, withToken(origin, address));
    }

    /** Returns why the bot would not post to a serviceUrl; empty if it would. */
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
            throw refused("its host is neither one of Azure Bot Service nor trusted by configuration");
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
