package io.parley.knowledge;

import io.micrometer.core.instrument.Timer;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The operator's documents, if there are any: finds what the model is given for a question. */
public final class Knowledge {

    private final Optional<Search> search;
    private final KnowledgeConfig config;
    private final KnowledgeMetrics metrics;
    private final Unanswered unanswered;

    /** @param search absent where there are no documents */
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

    /** The hosts of the documents' addresses: an answer may link to them. */
    public Set<String> hosts() {
        return search.map(Search::hosts).orElse(Set.of());
    }

    /**
     * Searches the documents. Fails where they cannot be searched.
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
     * What the model is given for a question. A failed search is like one that found nothing: the model then says that it does not know,
     * rather than guess.
     *
     * @return absent where there are no documents, or nothing to search for
     */
    public Uni<Optional<Briefing>> brief(Query query) {
        return find(query, config.passages())
                .onFailure()
                .invoke(this::failed)
                .onFailure()
                .recoverWithItem(new Findings(true, List.of()))
                .map(findings -> findings.searched() ? Optional.of(brief(findings)) : Optional.empty());
    }

    private Briefing brief(Findings findings) {
        Briefing briefing = Briefing.of(
                findings.found().stream().map(Found::passage).toList(), config.maxTokens(), config.contact());
        metrics.briefed(briefing.passages().size());
        return briefing;
    }

    private void failed(Throwable failure) {
        metrics.failed();
        Log.warnf("The documents cannot be searched: %s", failure.getMessage());
    }

    /** What is said, without asking the model, where nothing is found; absent where the model is asked. */
    public Optional<String> answerWithoutModel(String question) {
        config.notFound().ifPresent(sentence -> {
            metrics.answered(0, false);
            unanswered.add(question, "nothing_found");
        });
        return config.notFound();
    }

    /**
     * Counts an answer that was given with a briefing.
     *
     * @return the same with the operator's sentence behind it, where it names no source of those that were given
     */
    public Citations.Cited answered(String question, Briefing briefing, Citations.Cited cited) {
        boolean found = !briefing.passages().isEmpty();
        metrics.answered(cited.used().size(), found);
        if (cited.used().isEmpty()) {
            unanswered.add(question, found ? "uncited" : "nothing_found");
        }
        return found && cited.used().isEmpty()
                ? config.uncited().map(sentence -> cited.followedBy(sentence)).orElse(cited)
                : cited;
    }
}
