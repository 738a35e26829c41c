package io.parley.bot;

import io.parley.activity.Activity;
import io.parley.chat.ChatModel;

/** Says which model answers a message: the one there is, but for conversations in which another is tried out. */
@FunctionalInterface
public interface ModelSelector {

    ChatModel select(Activity message);
}
