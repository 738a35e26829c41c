package io.parley.knowledge;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Configures the documents from which the bot answers. */
@ConfigMapping(prefix = "parley.knowledge")
public interface KnowledgeConfig {

    /**
     * The folder of the documents: Markdown, MDX, text and HTML, also in folders below. Read in the background at the start,
     * and again after a change. Without it, the model answers without documents.
     */
    Optional<Path> folder();

    /**
     * The address of a document for users if its front matter has none: {@code {path}} is its path below the folder without
     * the extension, {@code {file}} with it. Without such a placeholder, the path is appended. https, except on this
     * machine.
     */
    Optional<String> address();

    /** A file with expressions that mean the same, separated by commas, one group a line. */
    Optional<Path> synonymsFile();

    /** How often the folder is checked for changes. */
    @WithDefault("30s")
    @DurationMin(seconds = 1, message = "must be at least 1 second: set PARLEY_KNOWLEDGE_REFRESH")
    Duration refresh();

    /** The number of passages for a question. More passages contain more answers, and cost tokens with every question. */
    @WithDefault("6")
    @Min(value = 1, message = "must be from 1 to 20: set PARLEY_KNOWLEDGE_PASSAGES")
    @Max(value = 20, message = "must be from 1 to 20: set PARLEY_KNOWLEDGE_PASSAGES")
    int passages();

    /** The maximum number of tokens of all passages of a question together, by Parley's estimate. */
    @WithDefault("3000")
    @Min(value = 200, message = "must be at least 200: set PARLEY_KNOWLEDGE_MAX_TOKENS")
    @Max(value = 100000, message = "must be at most 100000: set PARLEY_KNOWLEDGE_MAX_TOKENS")
    int maxTokens();

    /** The maximum number of files. With more, none is read. */
    @WithDefault("2000")
    @Min(value = 1, message = "must be at least 1: set PARLEY_KNOWLEDGE_MAX_FILES")
    int maxFiles();

    /**
     * The maximum size of all files together. Above it, none is read. The index of plain text takes about three times as much memory, and
     * may take a quarter of the heap: more than a twelfth of the heap stops the start.
     */
    @WithDefault("8M")
    MemorySize maxBytes();

    /** The maximum number of passages. With more, none is used. */
    @WithDefault("20000")
    @Min(value = 1, message = "must be at least 1: set PARLEY_KNOWLEDGE_MAX_PASSAGES")
    int maxPassages();

    /** Where users can ask if the documents do not answer: {@code support@example.com}. The model reads it. */
    Optional<String> contact();

    /** Answers a question, without the model, when no word of it occurs in the documents. */
    Optional<String> notFound();

    /**
     * How long questions that the documents did not answer are kept, for the operator to read on the management port. By
     * default none is kept. A question is kept in the user's own words, without the user and the conversation.
     */
    Optional<Duration> unansweredKeptFor();

    /**
     * Whether the model gets a tool to search the documents, {@code search_documents}, in place of passages before each question. It forms
     * better searches from a conversation and searches only where it has to, but a search costs another round.
     */
    @WithDefault("false")
    boolean tool();

    /**
     * Whether what that tool finds comes from people who may speak for the operator. Otherwise every call of the same turn that changes
     * something needs the user's consent.
     */
    @WithDefault("false")
    boolean trusted();

    /**
     * Added to an answer that names none of the passages that the model was given for it. An answer for which nothing was found, or for
     * which the model did not search, gets no such sentence: it can be a greeting.
     */
    Optional<String> uncited();
}
