package io.parley.bot;

import io.parley.activity.MessageParts;
import io.parley.agent.Display;

/** Passes on the part of a draft that fits into one message of the channel. */
record FirstMessage(String channelId, Actions actions, Display display) implements Display {

    @Override
    public void draft(String text) {
        MessageParts.beginning(actions.safeText().ofDraft(text), channelId).ifPresent(display::draft);
    }

    @Override
    public void progress(String sentence) {
        display.progress(sentence);
    }
}
