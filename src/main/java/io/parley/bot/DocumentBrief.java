package io.parley.bot;

import io.parley.agent.Display;
import io.parley.agent.FoundPassage;
import io.parley.conversation.Answer;
import io.parley.knowledge.Briefing;
import io.parley.knowledge.Citations;
import io.parley.knowledge.Citations.Cited;
import io.parley.knowledge.Knowledge;
import java.util.List;
import java.util.Optional;

/** Puts passages of the operator's documents before a question, and shows which of them the answer names. */
final class DocumentBrief implements Brief {

    private final Knowledge knowledge;
    private final String question;
    private final Briefing briefing;

    /** @param question of the user */
    DocumentBrief(Knowledge knowledge, String question, Briefing briefing) {
        this.knowledge = knowledge;
        this.question = question;
        this.briefing = briefing;
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
        return briefing.isSearched()
                ? Optional.of(briefing.found().stream()
                        .map(found -> new FoundPassage(found.passage().titlePath(), found.score()))
                        .toList())
                : Optional.empty();
    }

    @Override
    public Display display(Display display) {
        return display == Display.NONE ? Display.NONE : new SourcedDrafts(count(), display);
    }

    @Override
    public String shown(String answer) {
        return Citations.of(answer, count()).text();
    }

    @Override
    public List<Answer.Message> messages(String answer, String channel) {
        Cited cited = Citations.of(answer, count());
        return new SourcedAnswer(briefing.passages(), channel).messages(knowledge.answered(question, briefing, cited));
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

    private int count() {
        return briefing.passages().size();
    }

    /** Passes drafts on with their numbers of sources alone. */
    private record SourcedDrafts(int passages, Display display) implements Display {

        @Override
        public void draft(String text) {
            display.draft(Citations.beginning(text, passages));
        }

        @Override
        public void progress(String sentence) {
            display.progress(sentence);
        }
    }
}
