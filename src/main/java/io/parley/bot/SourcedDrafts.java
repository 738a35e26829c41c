package io.parley.bot;

import io.parley.agent.Display;
import io.parley.knowledge.Citations;
import io.parley.knowledge.NumberedPassages;

/**
 * Passes drafts on with their numbers of sources alone.
 *
 * @param passages that the model has by now
 */
record SourcedDrafts(NumberedPassages passages, Display display) implements Display {

    @Override
    public void draft(String text) {
        display.draft(Citations.beginning(text, passages::has));
    }

    @Override
    public void progress(String sentence) {
        display.progress(sentence);
    }
}
