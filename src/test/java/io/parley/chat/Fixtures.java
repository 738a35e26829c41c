package io.parley.chat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Bodies of responses of Azure OpenAI. */
final class Fixtures {

    private Fixtures() {}

    static String read(String name) {
        try (InputStream file = Fixtures.class.getResourceAsStream("/azure-openai/" + name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
