package io.parley.bot;

import io.parley.agent.Display;
import io.parley.agent.FoundPassage;
import io.parley.conversation.Answer;
import io.parley.knowledge.Briefing;
import io.parley.knowledge.Citations;
import io.parley.knowledge.Citations.Cited;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.NumberedPassages;
import io.parley.tools.Tool;
import java.util.List;
import java.util.Optional;

/** Puts passages of the operator's documents before a question, and shows which of them the answer names. */
final class DocumentBrief implements Brief {

    private final Knowledge knowledge;
    private final String question;
    private final Briefing briefing;
    private final NumberedPassages passages;

    /** @param question of the user */
    DocumentBrief(Knowledge knowledge, String question, Briefing briefing) {
        this.knowledge = knowledge;
        this.question = question;
        this.briefing = briefing;
        this.passages = NumberedPassages.of(briefing.passages());
    }

    @Override
    public String prompt(String words) {
        return briefing.before(words);
    }

    @Override
    public Optional<String> instead() {
        return briefing.passages().isEmpty() && briefing.isSearched()
                ? knowledge.answerWithoutModel(question)
                : Optional.empty();
    }

    @Override
    public Optional<List<FoundPassage>> found() {
        return briefing.isSearched() ? Optional.of(FoundPassages.of(briefing)) : Optional.empty();
    }

    @Override
    public List<Tool> tools() {
        return List.of();
    }

    @Override
    public Display display(Display display) {
        return display == Display.NONE ? Display.NONE : new SourcedDrafts(passages, display);
    }

    @Override
    public String shown(String answer) {
        return Citations.of(answer, passages::has).text();
    }

    @Override
    public List<Answer.Message> messages(String answer, String channel) {
        Cited cited = Citations.of(answer, passages::has);
        return new SourcedAnswer(passages, channel).messages(knowledge.answered(question, briefing.given(), cited));
    }

    /** Without numbers: they stand for other passages in the next turn. */
    @Override
    public String remembered(String answer) {
        return Citations.of(answer, 0).text();
    }

    @Override
    public Optional<Brief> shorter() {
        return briefing.shorter().map(fewer -> new DocumentBrief(knowledge, question, fewer));
    }
}
