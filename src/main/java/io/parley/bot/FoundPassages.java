package io.parley.bot;

import io.parley.agent.FoundPassage;
import io.parley.knowledge.Briefing;
import java.util.List;

/** Converts found passages to what observers of a turn see. */
final class FoundPassages {

    private FoundPassages() {}

    static List<FoundPassage> of(Briefing briefing) {
        return briefing.found().stream()
                .map(found -> new FoundPassage(found.passage().titlePath(), found.score()))
                .toList();
    }
}
