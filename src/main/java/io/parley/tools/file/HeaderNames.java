package io.parley.tools.file;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The names of the headers that a source sends: each once, and none that belongs to a connection or a body. The model fills none that
 * says who asks.
 */
final class HeaderNames {

    private static final String TOKEN_NAME = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}";

    /** Set by Parley's client of HTTP. */
    private static final Set<String> OF_CONNECTIONS = Set.of(
            "host",
            "connection",
            "content-length",
            "content-type",
            "content-encoding",
            "transfer-encoding",
            "keep-alive",
            "upgrade",
            "te",
            "trailer",
            "expect");

    private static final Set<String> OF_IDENTITIES = Set.of("authorization", "proxy-authorization", "cookie");
    private static final String OF_PROTOCOL = "mcp-";

    private final Set<String> taken = new HashSet<>();

    /** Takes the name of a header with a credential. */
    String credential(Setting setting, String name) {
        objection(name).ifPresent(objection -> {
            throw setting.mistake(objection);
        });
        return take(setting, name);
    }

    /** Takes the name of a header with what Parley knows: who asks, or the key of a call. */
    String other(Setting setting, String name) {
        objectionToOther(name).ifPresent(objection -> {
            throw setting.mistake(objection);
        });
        return take(setting, name);
    }

    /** Refuses a header as an argument if something else fills it. */
    void parameter(Setting operation, String name) {
        objectionToOther(name)
                .or(() -> taken.contains(lower(name))
                        ? Optional.of("is filled by credentials, by caller-headers or with the idempotency key")
                        : Optional.empty())
                .ifPresent(objection -> {
                    throw operation.mistake("has the header parameter " + name + ", which " + objection);
                });
    }

    private String take(Setting setting, String name) {
        if (!taken.add(lower(name))) {
            throw setting.mistake("needs the header " + name + ", which is filled with something else already");
        }
        return name;
    }

    private static Optional<String> objectionToOther(String name) {
        return objection(name)
                .or(() -> OF_IDENTITIES.contains(lower(name))
                        ? Optional.of("is a header of credentials. Write them in credentials")
                        : Optional.empty());
    }

    private static Optional<String> objection(String name) {
        if (!name.matches(TOKEN_NAME)) {
            return Optional.of("is no name of a header");
        }
        return OF_CONNECTIONS.contains(lower(name)) || lower(name).startsWith(OF_PROTOCOL)
                ? Optional.of("is a header that Parley sets itself. Choose another")
                : Optional.empty();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
