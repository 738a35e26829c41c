package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.chat.ChatModel;

/**
 * Chooses the model that answers a message. By default there is one for all; the playground adds its own for its
 * conversations.
 */
@FunctionalInterface
public interface ModelSelector {

    ChatModel select(Activity message);
}
