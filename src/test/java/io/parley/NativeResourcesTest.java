package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A native executable holds only the resources that the settings list. */
class NativeResourcesTest {

    private static final Path RESOURCES = Path.of("src", "main", "resources");

    @Test
    void listsAllResourcesThatTheCodeReads() throws IOException {
        List<PathMatcher> listed = Stream.of(listed().split(","))
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob.strip()))
                .toList();

        assertThat(resources())
                .hasSizeGreaterThan(20)
                .allSatisfy(file -> assertThat(listed).as(file.toString()).anyMatch(matcher -> matcher.matches(file)));
    }

    @Test
    void listsNoFolderWithoutResources() throws IOException {
        List<Path> resources = resources();

        assertThat(listed().split(",")).allSatisfy(glob -> assertThat(resources)
                .anyMatch(FileSystems.getDefault().getPathMatcher("glob:" + glob.strip())::matches));
    }

    private static String listed() throws IOException {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(RESOURCES.resolve("application.properties"))) {
            settings.load(reader);
        }
        return settings.getProperty("quarkus.native.resources.includes");
    }

    /** Without those that the framework reads. */
    private static List<Path> resources() throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES.resolve("io"))) {
            return files.filter(Files::isRegularFile).map(RESOURCES::relativize).toList();
        }
    }
}
