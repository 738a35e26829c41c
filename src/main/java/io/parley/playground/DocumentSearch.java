package io.parley.playground;

import io.parley.chat.ChatMessage;
import io.parley.chat.Prompt;
import io.parley.knowledge.Briefing;
import io.parley.knowledge.Findings;
import io.parley.knowledge.Found;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.Query;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Searches the documents once more for a question that the model is asked, for the page to show the passages with their scores. */
@ApplicationScoped
class DocumentSearch {

    private static final int SHOWN = 5;

    private final Knowledge knowledge;

    DocumentSearch(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /** Returns the best passages first; absent in later rounds, without documents, and where nothing could be searched for. */
    Uni<Optional<List<PlaygroundEvent.Passage>>> find(Prompt prompt) {
        if (!knowledge.isPresent() || prompt.current().size() > 1) {
            return Uni.createFrom().item(Optional.empty());
        }
        String question = Briefing.question(prompt.current().get(0).text());
        return knowledge
                .find(new Query(question, earlier(prompt.earlier())), SHOWN)
                .map(DocumentSearch::passages)
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    /** The question before: one that follows up is searched with it. */
    private static String earlier(List<ChatMessage> messages) {
        return messages.stream()
                .filter(ChatMessage.User.class::isInstance)
                .reduce((first, second) -> second)
                .map(ChatMessage::text)
                .orElse("");
    }

    private static Optional<List<PlaygroundEvent.Passage>> passages(Findings findings) {
        return findings.searched()
                ? Optional.of(
                        findings.found().stream().map(DocumentSearch::passage).toList())
                : Optional.empty();
    }

    private static PlaygroundEvent.Passage passage(Found found) {
        return new PlaygroundEvent.Passage(found.passage().titlePath(), found.score());
    }
}
