package io.parley.knowledge;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.mode.Playground;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Opens the documents when the application starts. Wrong settings stop the start; the documents are read in the background.
 */
@Singleton
final class KnowledgeBeans {

    private final DocumentSettings settings;
    private final KnowledgeConfig config;
    private final Function<LibrarySearch, Search> meaning;
    private final SearchService service;
    private final Vertx vertx;

    @Inject
    KnowledgeBeans(DocumentSettings settings, SearchByMeaning meaning, SearchService service, Vertx vertx) {
        this(settings, meaning::beside, service, vertx);
    }

    /** @param meaning adds a search by meaning to the one by words */
    KnowledgeBeans(
            DocumentSettings settings, Function<LibrarySearch, Search> meaning, SearchService service, Vertx vertx) {
        this.settings = settings;
        this.config = settings.knowledge();
        this.meaning = meaning;
        this.service = service;
        this.vertx = vertx;
    }

    @Produces
    @Singleton
    Knowledge knowledge(
            MeterRegistry registry,
            Playground playground,
            Instance<StandInDocuments> standIn,
            Unanswered unanswered,
            @ConfigProperty(name = "parley.chat.endpoint") Optional<String> endpoint) {
        return knowledge(
                registry,
                playground,
                unanswered,
                () -> standIn.isResolvable() ? Optional.of(standIn.get()) : Optional.empty(),
                endpoint);
    }

    Knowledge knowledge(
            MeterRegistry registry,
            Playground playground,
            Unanswered unanswered,
            Supplier<Optional<StandInDocuments>> standIn,
            Optional<String> endpoint) {
        settings.demandConsistency();
        LibrarySearch library = new LibrarySearch(vertx);
        Optional<Search> search = service.search()
                .or(() -> folder(library))
                .or(() -> playground.mayStandIn() && endpoint.isEmpty()
                        ? standIn.get().map(documents -> open(documents, library))
                        : Optional.empty());
        if (search.isEmpty()) {
            settings.demandDocuments();
        }
        return new Knowledge(
                search,
                config,
                new KnowledgeMetrics(registry, () -> library.library().passages()),
                unanswered);
    }

    private Optional<Search> folder(LibrarySearch words) {
        if (config.folder().isEmpty()) {
            settings.demandFolder();
        }
        return config.folder().map(folder -> watch(folder, words));
    }

    private Search watch(Path folder, LibrarySearch words) {
        if (!Files.isDirectory(folder)) {
            throw new ConfigurationException("PARLEY_KNOWLEDGE_FOLDER names " + folder + ", which is no folder.");
        }
        IndexLimit limit = IndexLimit.ofHeap();
        limit.demandRoom(config.maxBytes());
        LibraryReader reader = new LibraryReader(addresses(config.address()), synonyms(), config.maxPassages(), limit);
        Search search = meaning.apply(words);
        new FolderWatch(new Folder(folder, config), reader::read, words).start(vertx, config.refresh());
        return search;
    }

    private Search open(StandInDocuments documents, LibrarySearch words) {
        LibraryReader reader = new LibraryReader(
                addresses(documents.address()), Synonyms.NONE, config.maxPassages(), IndexLimit.ofHeap());
        Search search = meaning.apply(words);
        vertx.executeBlocking(() -> reader.read(documents.files()), false).onSuccess(words::open);
        return search;
    }

    private static Addresses addresses(Optional<String> template) {
        try {
            return new Addresses(template);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "PARLEY_KNOWLEDGE_ADDRESS must be an https address, such as" + " https://docs.example/{path}.");
        }
    }

    private Synonyms synonyms() {
        return config.synonymsFile()
                .map(KnowledgeBeans::read)
                .map(Synonyms::new)
                .orElse(Synonyms.NONE);
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new ConfigurationException("PARLEY_KNOWLEDGE_SYNONYMS_FILE names " + file
                    + ", which cannot be read as UTF-8 text (" + e.getClass().getSimpleName() + ").");
        }
    }

    /** The parameter of this method opens the documents. */
    void start(@Observes StartupEvent event, Knowledge knowledge) {}
}
