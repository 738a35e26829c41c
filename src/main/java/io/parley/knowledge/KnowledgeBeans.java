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

    private final KnowledgeConfig config;
    private final Function<LibrarySearch, Search> meaning;
    private final SearchService service;
    private final Vertx vertx;

    @Inject
    KnowledgeBeans(KnowledgeConfig config, SearchByMeaning meaning, SearchService service, Vertx vertx) {
        this(config, meaning::beside, service, vertx);
    }

    /** @param meaning adds a search by meaning to the one by words */
    KnowledgeBeans(
            KnowledgeConfig config, Function<LibrarySearch, Search> meaning, SearchService service, Vertx vertx) {
        this.config = config;
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
        LibrarySearch library = new LibrarySearch(vertx);
        boolean mayStandIn = playground.mayStandIn() && endpoint.isEmpty();
        Optional<Search> search = service.search().or(() -> {
            Search all = meaning.apply(library);
            boolean opened = config.folder()
                    .map(folder -> watch(folder, library))
                    .orElseGet(() -> mayStandIn
                            && standIn.get()
                                    .map(documents -> open(documents, library))
                                    .orElse(false));
            return opened ? Optional.of(all) : Optional.empty();
        });
        demandUse(search);
        return new Knowledge(
                search,
                config,
                new KnowledgeMetrics(registry, () -> library.library().passages()),
                unanswered);
    }

    private void demandUse(Optional<Search> search) {
        if (config.tool() && search.isEmpty()) {
            throw new ConfigurationException("PARLEY_KNOWLEDGE_TOOL needs documents: set PARLEY_KNOWLEDGE_FOLDER or"
                    + " PARLEY_KNOWLEDGE_SEARCH_ENDPOINT.");
        }
        if (config.trusted() && !config.tool()) {
            throw new ConfigurationException("PARLEY_KNOWLEDGE_TRUSTED is about what the tool of PARLEY_KNOWLEDGE_TOOL"
                    + " finds: set PARLEY_KNOWLEDGE_TOOL, or unset PARLEY_KNOWLEDGE_TRUSTED.");
        }
        if (config.tool() && config.notFound().isPresent()) {
            throw new ConfigurationException(
                    "PARLEY_KNOWLEDGE_NOT_FOUND answers without the model, and with PARLEY_KNOWLEDGE_TOOL"
                            + " the model searches: unset one of them.");
        }
    }

    private boolean watch(Path folder, LibrarySearch search) {
        if (!Files.isDirectory(folder)) {
            throw new ConfigurationException("PARLEY_KNOWLEDGE_FOLDER names " + folder + ", which is no folder.");
        }
        LibraryReader reader = new LibraryReader(addresses(config.address()), synonyms(), config.maxPassages());
        new FolderWatch(new Folder(folder, config), reader::read, search).start(vertx, config.refresh());
        return true;
    }

    private boolean open(StandInDocuments documents, LibrarySearch search) {
        LibraryReader reader = new LibraryReader(addresses(documents.address()), Synonyms.NONE, config.maxPassages());
        vertx.executeBlocking(() -> reader.read(documents.files()), false).onSuccess(search::open);
        return true;
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
