package io.parley.conversation;

import io.parley.activity.Activity;
import io.parley.activity.ActivityBuilder;
import io.parley.activity.Attachment;
import io.parley.activity.ConversationReference;
import io.parley.activity.Entity;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the bot decided in a turn: all that has to be sent and written for it, so that another replica can finish the turn
 * from a record of this. What a version does not know of it stays undone.
 *
 * @param messages to send, in order; empty when there is nothing to say
 * @param remembered what the turn adds to history
 * @param forgets whether history starts over before that
 * @param welcomes whether the conversation counts as welcomed from here on
 * @param generated whether a model wrote the messages; false in records of versions that did not note it
 * @param leaves whether the bot is out of the conversation: it is welcomed anew when the bot comes back
 * @param revision what the turn changes of history; absent when there is nothing to change
 */
public record Answer(
        List<Message> messages,
        List<Remark> remembered,
        boolean forgets,
        boolean welcomes,
        boolean generated,
        boolean leaves,
        @Nullable Revision revision) {

    public Answer(List<String> texts, List<Remark> remembered, boolean forgets, boolean welcomes, boolean generated) {
        this(texts.stream().map(Message::of).toList(), remembered, forgets, welcomes, generated, false, null);
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

    /** What the messages say. */
    public List<String> texts() {
        return messages.stream().map(Message::text).toList();
    }

    /** The messages as activities of a conversation. */
    public List<Activity> activities(ConversationReference conversation) {
        return messages.stream()
                .map(message -> message.in(conversation))
                .map(generated ? conversation::label : UnaryOperator.identity())
                .toList();
    }

    /**
     * One message to send.
     *
     * @param text may be all that a channel shows, so it says what the attachments show
     * @param attachments such as cards
     * @param entities such as citations
     */
    public record Message(String text, List<Attachment> attachments, List<Entity> entities) {

        public Message {
            attachments = List.copyOf(attachments);
            entities = List.copyOf(entities);
        }

        public static Message of(String text) {
            return new Message(text, List.of(), List.of());
        }

        private Activity in(ConversationReference conversation) {
            return ActivityBuilder.builder(conversation.message(text))
                    .attachments(attachments.isEmpty() ? null : attachments)
                    .entities(entities.isEmpty() ? null : entities)
                    .build();
        }
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
