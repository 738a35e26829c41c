package io.parley.http;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Scheme, host and port of an HTTP address: what decides whether a secret may be sent there.
 *
 * @param host in lower case; an IPv6 address stands in brackets
 * @param port never absent: 443 or 80 where the address names none
 */
public record Origin(String scheme, String host, int port) {

    /** The origin of an http or https address; empty for anything else, and where the address carries a user. */
    public static Optional<Origin> of(URI address) {
        String scheme = lowerCase(address.getScheme());
        boolean secure = scheme.equals("https");
        if ((!secure && !scheme.equals("http")) || address.getHost() == null || address.getRawUserInfo() != null) {
            return Optional.empty();
        }
        int defaultPort = secure ? 443 : 80;
        int port = address.getPort() == -1 ? defaultPort : address.getPort();
        return Optional.of(new Origin(scheme, lowerCase(address.getHost()), port));
    }

    /**
     * An origin that the operator trusts with the bot's secrets: https, or plain http on this machine.
     *
     * @param variable the environment variable that holds it
     * @throws ConfigurationException where it is anything else; names the variable
     */
    public static Origin trusted(String setting, String variable) {
        return parse(setting.strip())
                .filter(Origin::confidential)
                .orElseThrow(() -> new ConfigurationException(variable
                        + " must name origins of the form https://host[:port]; http is for loopback addresses only."
                        + " This one does not: " + withoutUser(setting)));
    }

    private static Optional<Origin> parse(String setting) {
        try {
            URI address = new URI(setting);
            boolean bare = "".equals(address.getRawPath()) || "/".equals(address.getRawPath());
            boolean plain = address.getRawQuery() == null && address.getRawFragment() == null;
            return bare && plain ? of(address) : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    private static String withoutUser(String setting) {
        return setting.replaceAll("//.*@", "//…@");
    }

    private static String lowerCase(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    /** Whether this is the machine we run on. */
    public boolean loopback() {
        return Loopback.contains(host);
    }

    /** Whether what is sent there can be read by nobody on the way. */
    public boolean confidential() {
        return Loopback.isSafe(scheme, host);
    }

    /** As an address without a path. */
    @Override
    public String toString() {
        boolean defaultPort = port == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + host + (defaultPort ? "" : ":" + port);
    }
}
