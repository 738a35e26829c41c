package io.parley.bot;

import io.parley.agent.Steps;
import io.parley.conversation.Exchange;
import io.parley.knowledge.Briefing;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.Query;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Predicate;

/** Searches the operator's documents for a question, if there are documents. */
final class Documents {

    private final Knowledge knowledge;

    Documents(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /**
     * @param history of the conversation: a question that follows up is searched with the one before it
     * @param steps of the turn
     */
    Uni<Brief> brief(String question, List<Exchange> history, Steps steps) {
        return search(question, history, steps, briefing -> true);
    }

    /**
     * Searches again after the user has consented to a call. If nothing is found, the model continues without documents,
     * because the user has already consented to the call.
     *
     * @param history ends with that question
     * @param steps of the turn
     */
    Uni<Brief> briefAgain(List<Exchange> history, Steps steps) {
        if (history.isEmpty()) {
            return Uni.createFrom().item(Brief.PLAIN);
        }
        int last = history.size() - 1;
        return search(history.get(last).question(), history.subList(0, last), steps, briefing -> !briefing.passages()
                .isEmpty());
    }

    private Uni<Brief> search(String question, List<Exchange> history, Steps steps, Predicate<Briefing> isUseful) {
        if (knowledge.isTool()) {
            return Uni.createFrom().item(() -> new SearchBrief(knowledge, question, new TurnSearches(steps)));
        }
        return knowledge.isPresent()
                ? knowledge.brief(new Query(question, earlier(history))).map(briefing -> briefing.filter(isUseful)
                        .<Brief>map(given -> new DocumentBrief(knowledge, question, given))
                        .orElse(Brief.PLAIN))
                : Uni.createFrom().item(Brief.PLAIN);
    }

    private static String earlier(List<Exchange> history) {
        return history.isEmpty() ? "" : history.get(history.size() - 1).question();
    }
}
