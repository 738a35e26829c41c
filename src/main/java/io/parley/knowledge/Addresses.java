package io.parley.knowledge;

import io.parley.http.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Converts the path of a document to an address for users. Allows only https, and http on this machine: the address comes
 * from the operator's settings and documents, and is shown as a link.
 */
final class Addresses {

    private static final String PATH = "{path}";
    private static final String FILE = "{file}";
    private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z]+$");
    private static final Pattern INDEX = Pattern.compile("(^|/)(?:index|readme)$", Pattern.CASE_INSENSITIVE);

    private final Optional<String> template;

    /**
     * @param template such as {@code https://docs.example/{path}}; absent if documents without a {@code url} have no address
     */
    Addresses(Optional<String> template) {
        this.template = template.map(Addresses::whole);
        this.template.filter(whole -> of(whole, "a").isEmpty()).ifPresent(whole -> {
            throw new IllegalArgumentException(whole);
        });
    }

    private static String whole(String template) {
        return template.contains(PATH) || template.contains(FILE)
                ? template
                : template + (template.endsWith("/") ? "" : "/") + PATH;
    }

    /** @param own the address in the document; it may be a path below the base address */
    Optional<URI> of(String path, Optional<String> own) {
        Optional<URI> named = own.flatMap(Addresses::parse);
        Optional<URI> derived = template.flatMap(whole -> of(whole, path));
        return named.flatMap(address -> resolve(address, derived))
                .or(() -> named.isPresent() ? Optional.empty() : derived);
    }

    private static Optional<URI> resolve(URI address, Optional<URI> base) {
        return (address.isAbsolute() ? Optional.of(address) : base.map(known -> known.resolve(address)))
                .filter(Addresses::isOpenable);
    }

    private static Optional<URI> of(String template, String file) {
        String path = INDEX.matcher(EXTENSION.matcher(file).replaceAll("")).replaceAll("$1");
        return parse(template.replace(FILE, encoded(file)).replace(PATH, encoded(path)))
                .filter(Addresses::isOpenable);
    }

    private static String encoded(String path) {
        try {
            return new URI(null, null, "/" + path, null).toASCIIString().substring(1);
        } catch (URISyntaxException e) {
            return "";
        }
    }

    private static Optional<URI> parse(String address) {
        try {
            return Optional.of(new URI(address.strip()));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    static boolean isOpenable(URI address) {
        return address.getUserInfo() == null && Loopback.isSafe(address);
    }
}
