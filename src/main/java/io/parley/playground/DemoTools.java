package io.parley.playground;

import io.parley.mode.Playground;
import io.parley.tools.Toolbox;
import io.parley.tools.TrialTools;
import io.quarkus.runtime.LaunchMode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Offers the tools of a made-up monitoring company, which {@link DemoApiResource} serves, while the demo model answers. */
@Singleton
final class DemoTools implements TrialTools {

    private final boolean offered;
    private final int port;

    DemoTools(
            Playground playground,
            LaunchMode mode,
            @ConfigProperty(name = "parley.chat.endpoint") Optional<String> endpoint,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.offered = playground.isOn() && playground.mayStandIn() && endpoint.isEmpty() && mode != LaunchMode.TEST;
        this.port = port;
    }

    @Override
    public Optional<String> file() {
        return offered ? Optional.of(read(port)) : Optional.empty();
    }

    /** Whether the model can call the tools of the demo, also where the operator's own file names them. */
    static boolean areOffered(Toolbox tools) {
        return tools.find("monitor_status").isPresent()
                && tools.find("acknowledge_incident").isPresent();
    }

    static String read(int port) {
        try (InputStream file = DemoTools.class.getResourceAsStream("demo-tools.yaml")) {
            if (file == null) {
                throw new IllegalStateException("The demo's tools are not in the application");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("{port}", Integer.toString(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
