package io.parley.bot;

import io.parley.agent.Steps;
import io.parley.conversation.Exchange;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.Query;
import io.smallrye.mutiny.Uni;
import java.util.List;

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
        return knowledge.isTool() ? Uni.createFrom().item(() -> searching(question, steps)) : brief(question, history);
    }

    private Brief searching(String question, Steps steps) {
        return new SearchBrief(knowledge, question, new TurnSearches(steps));
    }

    private Uni<Brief> brief(String question, List<Exchange> history) {
        return knowledge.isPresent()
                ? knowledge.brief(new Query(question, earlier(history))).map(briefing -> briefing.<Brief>map(
                                given -> new DocumentBrief(knowledge, question, given))
                        .orElse(Brief.PLAIN))
                : Uni.createFrom().item(Brief.PLAIN);
    }

    /**
     * Searches again after the user has consented to a call. If nothing is found, the model continues without documents,
     * because the user has already consented to the call.
     *
     * @param history ends with that question
     * @param steps of the turn
     */
    Uni<Brief> briefAgain(List<Exchange> history, Steps steps) {
        if (history.isEmpty() || !knowledge.isPresent()) {
            return Uni.createFrom().item(Brief.PLAIN);
        }
        int last = history.size() - 1;
        String question = history.get(last).question();
        if (knowledge.isTool()) {
            return Uni.createFrom().item(() -> searching(question, steps));
        }
        return knowledge
                .brief(new Query(question, earlier(history.subList(0, last))))
                .map(briefing -> briefing.filter(given -> !given.passages().isEmpty())
                        .<Brief>map(given -> new DocumentBrief(knowledge, question, given))
                        .orElse(Brief.PLAIN));
    }

    private static String earlier(List<Exchange> history) {
        return history.isEmpty() ? "" : history.get(history.size() - 1).question();
    }
}
