package io.parley.chat;

import java.util.List;

/** Creates prompts for tests. */
public final class Prompts {

    private Prompts() {}

    /** @param messages oldest first; the last one is the question */
    public static Prompt of(String system, ChatMessage... messages) {
        int last = messages.length - 1;
        return Prompt.of(system, List.of(messages).subList(0, last), (ChatMessage.User) messages[last]);
    }
}
