package io.parley.conversation;

import io.parley.activity.Activity;
import io.parley.activity.ConversationReference;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the bot decided in a turn: all that has to be sent and written for it, so that another replica can finish the turn
 * from a record of this. What a version does not know of it stays undone.
 *
 * @param texts messages to send, in order; empty when there is nothing to say
 * @param remembered what the turn adds to history
 * @param forgets whether history starts over before that
 * @param welcomes whether the conversation counts as welcomed from here on
 * @param generated whether a model wrote the texts; false in records of versions that did not note it
 * @param leaves whether the bot is out of the conversation: it is welcomed anew when the bot comes back
 * @param revision what the turn changes of history; absent when there is nothing to change
 */
@RegisterForReflection
public record Answer(
        List<String> texts,
        List<Remark> remembered,
        boolean forgets,
        boolean welcomes,
        boolean generated,
        boolean leaves,
        @Nullable Revision revision) {

    public Answer(List<String> texts, List<Remark> remembered, boolean forgets, boolean welcomes, boolean generated) {
        this(texts, remembered, forgets, welcomes, generated, false, null);
    }

    public static Answer nothing() {
        return new Answer(List.of(), List.of(), false, false, false);
    }

    /** Something said that is no part of the chat with the model: help, an apology. */
    public static Answer saying(String text) {
        return new Answer(List.of(text), List.of(), false, false, false);
    }

    public static Answer welcoming(String text) {
        return new Answer(List.of(text), List.of(), false, true, false);
    }

    public static Answer forgetting(String text) {
        return new Answer(List.of(text), List.of(), true, false, false);
    }

    public static Answer forgetting() {
        return new Answer(List.of(), List.of(), true, false, false);
    }

    public static Answer leaving() {
        return new Answer(List.of(), List.of(), true, false, false, true, null);
    }

    public static Answer revising(Revision revision) {
        return new Answer(List.of(), List.of(), false, false, false, false, revision);
    }

    /** @param texts the reply, as the messages that its channel takes */
    public static Answer replying(Exchange exchange, List<String> texts) {
        return new Answer(texts, exchange.remarks(), false, false, true);
    }

    /** The texts as messages of a conversation. */
    public List<Activity> messages(ConversationReference conversation) {
        return texts.stream()
                .map(generated ? conversation::generatedMessage : conversation::message)
                .toList();
    }

    /**
     * A message of history that its user has edited or deleted.
     *
     * @param activityId which message it is, as its channel calls it
     * @param question how it reads now; absent when it is to be forgotten, and its answer with it
     */
    @RegisterForReflection
    public record Revision(String activityId, @Nullable Remark question) {}
}
