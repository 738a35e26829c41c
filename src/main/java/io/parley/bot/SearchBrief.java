package io.parley.bot;

import io.parley.conversation.Answer;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.NumberedPassages;
import io.parley.tools.Tool;
import java.util.List;

/**
 * Gives the model a tool to search the operator's documents, and shows which passages the answer names. The agent shortens results
 * of the tool by itself.
 */
final class SearchBrief implements CitingBrief {

    private final Knowledge knowledge;
    private final String question;
    private final TurnSearches searches;

    /** @param question of the user */
    SearchBrief(Knowledge knowledge, String question, TurnSearches searches) {
        this.knowledge = knowledge;
        this.question = question;
        this.searches = searches;
    }

    @Override
    public NumberedPassages passages() {
        return searches.passages();
    }

    @Override
    public String prompt(String words) {
        return knowledge.beforeSearches(words);
    }

    @Override
    public List<Tool> tools() {
        return List.of(new SearchDocuments(knowledge, searches));
    }

    @Override
    public List<Answer.Message> messages(String answer, String channel) {
        return new SourcedAnswer(passages(), channel)
                .messages(knowledge.answered(question, searches.given(), cited(answer)));
    }
}
