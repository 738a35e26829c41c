package io.parley.knowledge;

import io.micrometer.core.instrument.Timer;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.Set;

/** The operator's documents, if there are any. Finds the passages that the model gets for a question. */
public final class Knowledge {

    private static final String NOTHING_FOUND = "nothing_found";
    private static final String UNCITED = "uncited";

    private final Optional<Search> search;
    private final KnowledgeConfig config;
    private final KnowledgeMetrics metrics;
    private final Unanswered unanswered;

    /** @param search absent if there are no documents */
    Knowledge(Optional<Search> search, KnowledgeConfig config, KnowledgeMetrics metrics, Unanswered unanswered) {
        this.search = search;
        this.config = config;
        this.metrics = metrics;
        this.unanswered = unanswered;
    }

    /** Whether there are documents to answer from. */
    public boolean isPresent() {
        return search.isPresent();
    }

    /** Whether the model searches the documents by itself, with a tool, rather than be given passages. */
    public boolean isTool() {
        return isPresent() && config.tool();
    }

    /** Whether results of that tool count as the operator's own words. */
    public boolean isTrusted() {
        return config.trusted();
    }

    /** Returns the user's text for a model that searches by itself. */
    public String beforeSearches(String question) {
        return Briefing.beforeSearches(question, config.contact());
    }

    /** Returns the hosts of the documents' addresses: an answer may link to them. */
    public Set<String> hosts() {
        return search.map(Search::hosts).orElse(Set.of());
    }

    /**
     * Searches the documents. Fails if they cannot be searched.
     *
     * @param most passages to find
     */
    public Uni<Findings> find(Query query, int most) {
        return search.map(documents -> Uni.createFrom().item(Timer::start).flatMap(sample -> documents
                        .find(query, most)
                        .onTermination()
                        .invoke(() -> sample.stop(metrics.search()))))
                .orElseGet(() -> Uni.createFrom().item(Findings.NOT_SEARCHED));
    }

    /**
     * Returns the passages and instructions for the model. After a failed search, they say that the documents cannot be
     * searched, and not that they have no answer.
     *
     * @return empty if there are no documents, or no word to search for
     */
    public Uni<Optional<Briefing>> brief(Query query) {
        return find(query, config.passages())
                .map(findings -> findings.searched() ? Optional.of(brief(findings)) : Optional.<Briefing>empty())
                .onFailure()
                .invoke(this::failed)
                .onFailure()
                .recoverWithItem(() -> Optional.of(Briefing.withoutSearch(config.contact())));
    }

    private Briefing brief(Findings findings) {
        Briefing briefing = Briefing.of(findings.found(), config.maxTokens(), config.contact());
        metrics.briefed(briefing.found().size());
        return briefing;
    }

    private void failed(Throwable failure) {
        metrics.failed();
        Log.warnf("The documents cannot be searched: %s", failure.getMessage());
    }

    /** Returns the answer if nothing is found and the model is not asked; empty if the model is asked. */
    public Optional<String> answerWithoutModel(String question) {
        config.notFound().ifPresent(sentence -> {
            metrics.answered(NOTHING_FOUND);
            unanswered.add(question, NOTHING_FOUND);
        });
        return config.notFound();
    }

    /**
     * Counts an answer of the model.
     *
     * @return the answer; with the operator's sentence after it if it names none of the briefing's sources
     */
    public Citations.Cited answered(String question, Given given, Citations.Cited cited) {
        String outcome = outcome(given, cited);
        metrics.answered(outcome);
        if (given == Given.PASSAGES) {
            metrics.named(cited.used().size());
        }
        if (outcome.equals(UNCITED) || outcome.equals(NOTHING_FOUND)) {
            unanswered.add(question, outcome);
        }
        return outcome.equals(UNCITED)
                ? config.uncited().map(sentence -> cited.followedBy(sentence)).orElse(cited)
                : cited;
    }

    private static String outcome(Given given, Citations.Cited cited) {
        return switch (given) {
            case PASSAGES -> cited.used().isEmpty() ? UNCITED : "cited";
            case NOTHING -> NOTHING_FOUND;
            case FAILED -> "search_failed";
            case UNSEARCHED -> "not_searched";
        };
    }
}
