package io.parley.knowledge;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Knowledge outside of the application, without threads. */
public final class KnowledgeOf {

    private KnowledgeOf() {}

    public static Knowledge nothing() {
        return new Knowledge(Optional.empty(), config(Map.of()), metrics(new SimpleMeterRegistry()));
    }

    /** @param files their paths and contents in turn */
    public static Knowledge files(Map<String, String> settings, MeterRegistry registry, String... files) {
        Library library = library(files);
        Search search = (query, most) -> Uni.createFrom().item(() -> library.find(query, most));
        return new Knowledge(Optional.of(search), config(settings), metrics(registry));
    }

    static Library library(String... files) {
        List<SourceFile> sources = IntStream.range(0, files.length / 2)
                .mapToObj(file -> new SourceFile(files[2 * file], files[2 * file + 1]))
                .toList();
        return new LibraryReader(new Addresses(Optional.of("https://docs.example/{path}")), Synonyms.NONE, 1000)
                .read(sources);
    }

    static KnowledgeConfig config(Map<String, String> settings) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withMapping(KnowledgeConfig.class);
        settings.forEach((name, value) -> builder.withDefaultValue("parley.knowledge." + name, value));
        return builder.build().getConfigMapping(KnowledgeConfig.class);
    }

    private static KnowledgeMetrics metrics(MeterRegistry registry) {
        return new KnowledgeMetrics(registry, () -> 0);
    }
}
