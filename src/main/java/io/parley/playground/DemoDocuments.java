package io.parley.playground;

import io.parley.knowledge.SourceFile;
import io.parley.knowledge.StandInDocuments;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The handbook of a monitoring company that does not exist, for the demo model to quote. The playground serves its pages. */
@Singleton
final class DemoDocuments implements StandInDocuments {

    static final List<String> NAMES = List.of(
            "add-a-monitor",
            "alerts",
            "api-keys",
            "checks-and-intervals",
            "heartbeats",
            "incidents",
            "maintenance-windows",
            "on-call",
            "plans-and-limits",
            "status-pages");

    private final int port;

    DemoDocuments(@ConfigProperty(name = "quarkus.http.port") int port) {
        this.port = port;
    }

    @Override
    public List<SourceFile> files() {
        return NAMES.stream()
                .map(name -> new SourceFile(name + ".md", read(name)))
                .toList();
    }

    @Override
    public Optional<String> address() {
        return Optional.of("http://localhost:" + port + "/playground/documents/{path}");
    }

    static String read(String name) {
        return new String(Resource.read("handbook-" + name + ".md"), StandardCharsets.UTF_8);
    }
}
