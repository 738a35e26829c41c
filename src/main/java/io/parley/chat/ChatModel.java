package io.parley.chat;

import io.smallrye.mutiny.Uni;
import java.util.function.Consumer;

/** Answers a chat. */
public interface ChatModel {

    /** Pass this when drafts are not shown; the model then does not stream. */
    Consumer<String> UNSEEN = text -> {};

    /**
     * Requests the next message of a chat. Cancelling the returned {@code Uni} ends the call.
     *
     * @param draft gets the whole text so far while the model writes, each time that there is more, on an event loop: must
     *     neither block nor throw. The final answer may be another text, or a failure
     * @return the answer, which may have been cut off, or the calls that must come first; fails with a {@link ChatException}
     */
    Uni<Reply> answer(Prompt prompt, Consumer<String> draft);

    /** The same model, told with each prompt who asks. */
    default ChatModel askedBy(Asker asker) {
        return (prompt, draft) -> answer(prompt.askedBy(asker), draft);
    }
}
