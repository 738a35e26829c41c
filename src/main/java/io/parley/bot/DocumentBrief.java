package io.parley.bot;

import io.parley.agent.FoundPassage;
import io.parley.conversation.Answer;
import io.parley.knowledge.Briefing;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.NumberedPassages;
import java.util.List;
import java.util.Optional;

/** Puts passages of the operator's documents before a question, and shows which of them the answer names. */
final class DocumentBrief implements CitingBrief {

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
    public NumberedPassages passages() {
        return passages;
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
    public List<Answer.Message> messages(String answer, String channel) {
        return new SourcedAnswer(passages, channel)
                .messages(knowledge.answered(question, briefing.given(), cited(answer)));
    }

    @Override
    public Optional<Brief> shorter() {
        return briefing.shorter().map(fewer -> new DocumentBrief(knowledge, question, fewer));
    }
}
