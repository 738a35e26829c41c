package io.parley.playground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A bot without any account, whose demo model has the tools of the demo. In development, they are offered without a file. */
public class DemoToolsEnvironment extends DemoEnvironment {

    @Override
    protected Map<String, String> settings() {
        int port = freePort();
        Map<String, String> settings = super.settings();
        settings.put("quarkus.http.port", Integer.toString(port));
        settings.put("quarkus.http.test-port", Integer.toString(port));
        settings.put("parley.tools.file", file(port).toString());
        return settings;
    }

    private static Path file(int port) {
        try {
            Path file = Files.createTempFile("demo-tools", ".yaml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, DemoTools.read(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file names the port, so it has to be known before the application listens to it. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
