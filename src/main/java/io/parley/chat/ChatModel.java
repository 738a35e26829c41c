package io.parley.chat;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Consumer;

/** What answers a chat. */
public interface ChatModel {

    /** For who does not show drafts: a model that has no other reason to say what it is writing does not. */
    Consumer<String> UNSEEN = text -> {};

    /**
     * Asks for the next message of a chat. Whoever stops waiting for it ends the call.
     *
     * @param messages system prompt first, then oldest to newest; the last one is the user's
     * @param draft given the whole text so far while the model writes, as often as there is more, on an event loop: must
     *     neither block nor throw. What is answered in the end may be something else, or a failure
     * @return the answer, which may have been cut off; fails with a {@link ChatException}
     */
    Uni<Reply> answer(List<ChatMessage> messages, Consumer<String> draft);
}
