package io.parley.knowledge;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.ConfigMappings;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Knowledge outside of the application, without threads. */
public final class KnowledgeOf {

    private KnowledgeOf() {}

    public static Knowledge nothing() {
        return new Knowledge(
                Optional.empty(),
                config(Map.of()),
                metrics(new SimpleMeterRegistry()),
                keeping(Map.of(), new ArrayList<>()));
    }

    /** @param files their paths and contents in turn */
    public static Knowledge files(Map<String, String> settings, MeterRegistry registry, String... files) {
        return files(settings, registry, new ArrayList<>(), files);
    }

    /** @param kept gets the questions that are not answered, each behind its outcome */
    public static Knowledge files(
            Map<String, String> settings, MeterRegistry registry, List<String> kept, String... files) {
        Library library = library(files);
        Search search = new Search() {
            @Override
            public Uni<Findings> find(Query query, int most) {
                return Uni.createFrom().item(() -> library.find(query, most));
            }

            @Override
            public Set<String> hosts() {
                return library.hosts();
            }
        };
        return new Knowledge(Optional.of(search), config(settings), metrics(registry), keeping(settings, kept));
    }

    /** Documents that cannot be searched. */
    public static Knowledge failing(Map<String, String> settings, MeterRegistry registry, List<String> kept) {
        Search search = (query, most) -> Uni.createFrom().failure(new IllegalStateException("no service"));
        return new Knowledge(Optional.of(search), config(settings), metrics(registry), keeping(settings, kept));
    }

    static Library library(String... files) {
        List<SourceFile> sources = IntStream.range(0, files.length / 2)
                .mapToObj(file -> new SourceFile(files[2 * file], files[2 * file + 1]))
                .toList();
        return new LibraryReader(
                        new Addresses(Optional.of("https://docs.example/{path}")),
                        Synonyms.NONE,
                        1000,
                        IndexLimit.ofHeap())
                .read(sources);
    }

    static KnowledgeConfig config(Map<String, String> settings) {
        return config(settings, KnowledgeConfig.class);
    }

    static <T> T config(Map<String, String> settings, Class<T> mapping) {
        return ConfigMappings.of(mapping, settings, KnowledgeConfig.class, EmbeddingsConfig.class);
    }

    static Unanswered keeping(Map<String, String> settings, List<String> kept) {
        return new Unanswered(config(settings), new QuestionStore() {
            @Override
            public Uni<Void> keep(String question, String outcome, Duration lifetime) {
                kept.add(outcome + ": " + question);
                return Uni.createFrom().voidItem();
            }

            @Override
            public Uni<List<UnansweredQuestion>> list(int limit, Duration lifetime) {
                return Uni.createFrom().item(List.of());
            }

            @Override
            public Uni<Boolean> delete(String question) {
                return Uni.createFrom().item(false);
            }

            @Override
            public Uni<Void> deleteAll() {
                return Uni.createFrom().voidItem();
            }
        });
    }

    private static KnowledgeMetrics metrics(MeterRegistry registry) {
        return new KnowledgeMetrics(registry, () -> 0);
    }
}
