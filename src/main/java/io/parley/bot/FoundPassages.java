package io.parley.bot;

import io.parley.agent.FoundPassage;
import io.parley.knowledge.Briefing;
import java.util.List;

/** Makes passages that were found ready for those who watch the turn. */
final class FoundPassages {

    private FoundPassages() {}

    static List<FoundPassage> of(Briefing briefing) {
        return briefing.found().stream()
                .map(found -> new FoundPassage(found.passage().titlePath(), found.score()))
                .toList();
    }
}
