package io.parley.credentials;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Responses of Entra and of platforms, and a certificate with its key. */
final class Fixtures {

    private Fixtures() {}

    static String read(String name) {
        try (InputStream file = Fixtures.class.getResourceAsStream("/credentials/" + name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
