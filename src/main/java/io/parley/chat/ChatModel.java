package io.parley.chat;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** What answers a chat. */
public interface ChatModel {

    /**
     * Asks for the next message of a chat.
     *
     * @param messages system prompt first, then oldest to newest; the last one is the user's
     * @return the answer's text, never blank; fails with a {@link ChatException}
     */
    Uni<String> answer(List<ChatMessage> messages);
}
