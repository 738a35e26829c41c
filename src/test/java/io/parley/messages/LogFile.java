package io.parley.messages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The log of the application under test, with DEBUG for Parley's classes. */
public record LogFile(Path path) {

    void startOver() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> lines() {
        try {
            return Files.readAllLines(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the port of health and metrics, which the application logs at its start. */
    public URI management() {
        return URI.create(lines().stream()
                .filter(line -> line.contains("Management interface listening on"))
                .map(line ->
                        line.replaceAll(".*Management interface listening on (http://[^ ]+?)\\.?( .*|\".*)?$", "$1"))
                .findFirst()
                .orElseThrow()
                .replace("0.0.0.0", "localhost"));
    }
}
