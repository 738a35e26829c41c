package io.parley.bot;

import io.parley.agent.Display;
import io.parley.agent.FoundPassage;
import io.parley.conversation.Answer;
import io.parley.knowledge.Citations;
import io.parley.knowledge.Citations.Cited;
import io.parley.knowledge.Knowledge;
import io.parley.tools.Tool;
import java.util.List;
import java.util.Optional;

/** Gives the model a tool to search the operator's documents, and shows which passages the answer names. */
final class SearchBrief implements Brief {

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
    public String prompt(String words) {
        return knowledge.beforeSearches(words);
    }

    @Override
    public Optional<String> instead() {
        return Optional.empty();
    }

    /** Absent: results of the tool show what was found. */
    @Override
    public Optional<List<FoundPassage>> found() {
        return Optional.empty();
    }

    @Override
    public List<Tool> tools() {
        return List.of(new SearchDocuments(knowledge, searches));
    }

    @Override
    public Display display(Display display) {
        return display == Display.NONE ? Display.NONE : new SourcedDrafts(searches.passages(), display);
    }

    @Override
    public String shown(String answer) {
        return Citations.of(answer, searches.passages()::has).text();
    }

    @Override
    public List<Answer.Message> messages(String answer, String channel) {
        Cited cited = Citations.of(answer, searches.passages()::has);
        return new SourcedAnswer(searches.passages(), channel)
                .messages(knowledge.answered(question, searches.given(), cited));
    }

    /** Without numbers: they stand for other passages in the next turn. */
    @Override
    public String remembered(String answer) {
        return Citations.of(answer, 0).text();
    }

    /** The agent shortens results by itself. */
    @Override
    public Optional<Brief> shorter() {
        return Optional.empty();
    }
}
