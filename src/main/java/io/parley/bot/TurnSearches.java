package io.parley.bot;

import io.parley.agent.Steps;
import io.parley.conversation.Step;
import io.parley.knowledge.Briefing;
import io.parley.knowledge.Given;
import io.parley.knowledge.NumberedPassages;
import io.parley.knowledge.SearchResult;
import io.parley.tools.ToolOutcome;
import java.util.Optional;

/** What the model has found in one turn, also in earlier runs of it. */
final class TurnSearches {

    private static final String NO_WORD = "The query has no word to search for. Use words of the subject.";
    private static final String NO_SEARCH =
            "The documents cannot be searched at the moment. Say that you cannot look it up right now, and do not guess.";

    private final NumberedPassages passages = new NumberedPassages();
    private final Steps steps;
    private volatile boolean searched;
    private volatile boolean failed;

    /** @param steps of the turn: those that are recorded have the passages of earlier runs, with their numbers */
    TurnSearches(Steps steps) {
        this.steps = steps;
        steps.recorded().forEach(this::restore);
    }

    private void restore(Step step) {
        if (step instanceof Step.Ended ended && ended.tool().equals(SearchDocuments.NAME)) {
            switch (ended.status()) {
                case SUCCEEDED -> {
                    searched = true;
                    new SearchResult(ended.text(), ended.sources()).restore(passages);
                }
                case FAILED, UNKNOWN -> failed = true;
                case NOT_MADE -> {}
            }
        }
    }

    NumberedPassages passages() {
        return passages;
    }

    Given given() {
        if (!passages.isEmpty()) {
            return Given.PASSAGES;
        }
        return failed ? Given.FAILED : searched ? Given.NOTHING : Given.UNSEARCHED;
    }

    /** @param found absent where there was nothing to search for */
    ToolOutcome outcome(Optional<Briefing> found) {
        if (found.filter(briefing -> !briefing.isSearched()).isPresent()) {
            failed = true;
            return ToolOutcome.failed(NO_SEARCH);
        }
        searched = true;
        found.map(FoundPassages::of).ifPresent(steps::found);
        SearchResult result =
                found.map(briefing -> briefing.result(passages)).orElseGet(() -> SearchResult.nothing(NO_WORD));
        return ToolOutcome.succeeded(result.text(), result.sources());
    }
}
