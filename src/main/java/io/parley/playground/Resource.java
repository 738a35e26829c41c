package io.parley.playground;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A file of the playground within the application. */
final class Resource {

    private Resource() {}

    /** Reads a file that must be there. */
    static byte[] read(String name) {
        try (InputStream file = Resource.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("The playground's " + name + " is not in the application");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
