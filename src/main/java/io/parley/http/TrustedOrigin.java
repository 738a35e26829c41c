package io.parley.http;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Reads the setting of an origin that the operator trusts with the bot's secrets: https, or http on this machine. */
public final class TrustedOrigin {

    private TrustedOrigin() {}

    /**
     * @param variable the environment variable of the setting
     * @throws ConfigurationException for anything else; names the variable
     */
    public static Origin of(String setting, String variable) {
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
            return bare && plain ? Origin.of(address) : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    private static String withoutUser(String setting) {
        return setting.replaceAll("//.*@", "//…@");
    }
}
