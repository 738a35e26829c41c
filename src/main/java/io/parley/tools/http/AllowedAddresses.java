package io.parley.tools.http;

import io.parley.http.Addresses;
import io.parley.http.Loopback;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Allows calls of tools to public addresses, and to private addresses of hosts that the operator listed. Allows this machine
 * only if the operator wrote its address. Checks all addresses of a name after its look-up: if one of them is forbidden, the
 * name is not called at all.
 */
public final class AllowedAddresses implements Addresses {

    /** Looks up all addresses of a host. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] all(String host) throws UnknownHostException;
    }

    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|\\[.*]");

    private final Set<String> privateHosts;
    private final Lookup lookup;

    /** @param privateHosts in lower case */
    public AllowedAddresses(Set<String> privateHosts) {
        this(privateHosts, InetAddress::getAllByName);
    }

    AllowedAddresses(Set<String> privateHosts, Lookup lookup) {
        this.privateHosts = Set.copyOf(privateHosts);
        this.lookup = lookup;
    }

    @Override
    public InetAddress of(String host) throws UnknownHostException {
        InetAddress[] addresses = lookup.all(host);
        for (InetAddress address : addresses) {
            Reach reach = Reach.of(address);
            if (!allows(host, reach)) {
                throw new UnknownHostException(host + " has an address that is not allowed ("
                        + reach.name().toLowerCase(Locale.ROOT) + ")");
            }
        }
        return addresses[0];
    }

    /** Says what is wrong with a host that is written as an address; nothing of a name, which is looked up with each call. */
    Optional<String> objection(String host) {
        if (!LITERAL.matcher(host).matches()) {
            return Optional.empty();
        }
        try {
            of(host);
            return Optional.empty();
        } catch (UnknownHostException forbidden) {
            return Optional.of("is an address that is not allowed. List a private one in private-hosts");
        }
    }

    private boolean allows(String host, Reach reach) {
        return switch (reach) {
            case PUBLIC -> true;
            case PRIVATE -> isListed(host);
            case LOOPBACK -> Loopback.isAddress(host);
            case FORBIDDEN -> false;
        };
    }

    /** Whether the operator listed a host as one of a private network. */
    boolean isListed(String host) {
        return privateHosts.contains(host.toLowerCase(Locale.ROOT));
    }
}
