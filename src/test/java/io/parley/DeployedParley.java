package io.parley;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The deployed application as a process: the native executable if there is one, else the packaged application. */
public final class DeployedParley {

    private static final Path EXECUTABLE = Path.of(System.getProperty("native.image.path", "target/none"));

    private DeployedParley() {}

    /** @param variables its complete environment */
    public static Process start(Map<String, String> variables, Path output) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        return builder.start();
    }

    /** Whether this is the native executable. */
    static boolean isNative() {
        return Files.isExecutable(EXECUTABLE);
    }

    private static List<String> command() {
        if (isNative()) {
            return List.of(EXECUTABLE.toString());
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String jar = Path.of("target", "quarkus-app", "quarkus-run.jar").toString();
        return List.of(java, "-XX:TieredStopAtLevel=1", "-jar", jar);
    }
}
