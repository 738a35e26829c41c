package io.parley.tools.file;

import io.parley.credentials.IdentityKind;
import io.parley.tools.http.Credential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the credentials of a source. A secret is in the environment or in a file of its own, never in the file of tools. */
final class CredentialReader {

    private static final String AUTHORIZATION = "Authorization";
    private static final Pattern VISIBLE = Pattern.compile("[!-~](?:[ -~]*[!-~])?");

    /** The kinds of credentials. */
    enum Kind {
        NONE("kind"),
        HEADER("kind", "header", "variable", "file"),
        BEARER("kind", "variable", "file"),
        IDENTITY("kind", "scope", "identity", "client-id");

        private final Set<String> keys;

        Kind(String... keys) {
            this.keys = Set.of(keys);
        }
    }

    private final Tokens tokens;
    private final Function<String, Optional<String>> environment;
    private final Path folder;

    /** @param folder relative paths of files start here */
    CredentialReader(Tokens tokens, Function<String, Optional<String>> environment, Path folder) {
        this.tokens = tokens;
        this.environment = environment;
        this.folder = folder;
    }

    /** @param headers gets the name of the header that carries the credential */
    Credential read(Setting source, HeaderNames headers) {
        return source.optional("credentials")
                .map(setting -> credential(setting, headers))
                .orElse(Credential.NONE);
    }

    private Credential credential(Setting setting, HeaderNames headers) {
        if (setting.value().text().filter("none"::equals).isPresent()) {
            return Credential.NONE;
        }
        Kind kind = setting.required("kind", "none, header, bearer or identity").choice(Kind.class);
        setting.allow(kind.keys);
        return switch (kind) {
            case NONE -> Credential.NONE;
            case HEADER -> new Credential.Header(headerName(setting, headers), secret(setting));
            case BEARER ->
                new Credential.Header(headers.credential(setting, AUTHORIZATION), "Bearer " + secret(setting));
            case IDENTITY -> {
                headers.credential(setting, AUTHORIZATION);
                yield token(setting);
            }
        };
    }

    private static String headerName(Setting setting, HeaderNames headers) {
        Setting header = setting.required("header", "the name of the header that carries the secret");
        return headers.credential(header, header.text());
    }

    private String secret(Setting setting) {
        Optional<Setting> variable = setting.optional("variable");
        Optional<Setting> file = setting.optional("file");
        if (variable.isPresent() == file.isPresent()) {
            throw setting.mistake(
                    "needs either variable, the environment variable with the secret, or file, a file with it");
        }
        Setting where = variable.or(() -> file).orElse(setting);
        String secret = variable.map(this::fromVariable)
                .or(() -> file.map(this::fromFile))
                .orElse("");
        if (!VISIBLE.matcher(secret).matches()) {
            throw where.mistake("holds nothing, or characters that no header can carry");
        }
        return secret;
    }

    private String fromVariable(Setting setting) {
        String name = setting.text();
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw setting.mistake("must be the name of an environment variable, not the secret itself");
        }
        return environment
                .apply(name)
                .orElseThrow(() -> setting.mistake("names a variable that is not set. Set " + name))
                .strip();
    }

    private String fromFile(Setting setting) {
        try {
            return Files.readString(folder.resolve(setting.text())).strip();
        } catch (IOException | RuntimeException unreadable) {
            throw setting.mistake("cannot be read as a file");
        }
    }

    private Credential token(Setting setting) {
        IdentityKind kind = setting.optional("identity")
                .map(identity -> identity.choice(IdentityKind.class))
                .orElse(IdentityKind.MANAGED);
        String scope = setting.required(
                        "scope", "the resource of the tokens, such as api://shop or https://search.azure.com")
                .text()
                .replaceAll("/+(\\.default)?$", "");
        Optional<String> clientId = setting.optional("client-id").map(Setting::text);
        return new Credential.Token(tokens.of(kind, clientId, scope));
    }
}
