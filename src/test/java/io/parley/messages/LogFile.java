package io.parley.messages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the application under test logs, DEBUG of its own included. */
record LogFile(Path path) {

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

    /** Where health and metrics are, as the application says when it starts. */
    URI management() {
        return URI.create(lines().stream()
                .filter(line -> line.contains("Management interface listening on"))
                .map(line ->
                        line.replaceAll(".*Management interface listening on (http://[^ ]+?)\\.?( .*|\".*)?$", "$1"))
                .findFirst()
                .orElseThrow()
                .replace("0.0.0.0", "localhost"));
    }
}
