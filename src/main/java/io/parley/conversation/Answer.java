package io.parley.conversation;

import io.parley.activity.Activity;
import io.parley.activity.ActivityBuilder;
import io.parley.activity.Attachment;
import io.parley.activity.ConversationReference;
import io.parley.activity.Entity;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The bot's decision in a turn: everything to send and to store, so that another replica can finish the turn from its
 * record. A version ignores unknown parts of a record.
 *
 * @param messages the messages to send, in order; empty if there are none
 * @param remembered what the turn adds to history
 * @param forgets whether history is deleted before that
 * @param welcomes whether the conversation counts as welcomed from now on
 * @param generated whether a model wrote the messages; false in records of versions without this field
 * @param leaves whether the bot has left the conversation: it is welcomed again when the bot returns
 * @param revision a change of an earlier message in history; absent if there is none
 * @param consent the change of the call that waits for consent; absent if there is none
 * @param replacement new content for a message that the bot sent before; absent if there is none
 * @param result the result of an invoke, for the response; absent if there is none
 */
@RecordBuilder
@RecordBuilder.Options(
        enableGetters = false,
        enableWither = false,
        addStaticBuilder = false,
        inheritComponentAnnotations = false)
public record Answer(
        List<Message> messages,
        List<Remark> remembered,
        boolean forgets,
        boolean welcomes,
        boolean generated,
        boolean leaves,
        @Nullable Revision revision,
        @Nullable Consent consent,
        @Nullable Replacement replacement,
        @Nullable InvokeResult result) {

    public Answer(
            List<Message> messages,
            List<Remark> remembered,
            boolean forgets,
            boolean welcomes,
            boolean generated,
            boolean leaves,
            @Nullable Revision revision) {
        this(messages, remembered, forgets, welcomes, generated, leaves, revision, null, null, null);
    }

    public Answer(List<String> texts, List<Remark> remembered, boolean forgets, boolean welcomes, boolean generated) {
        this(texts.stream().map(Message::of).toList(), remembered, forgets, welcomes, generated, false, null);
    }

    public static Answer nothing() {
        return new Answer(List.of(), List.of(), false, false, false);
    }

    /** Creates an answer that is not part of the chat with the model: help, an apology. */
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

    /** @param texts the reply, split into the messages that its channel accepts */
    public static Answer replying(Exchange exchange, List<String> texts) {
        return new Answer(texts, exchange.remarks(), false, false, true);
    }

    /** Returns this answer, which also adds an exchange to history. */
    public Answer remembering(Exchange exchange) {
        return AnswerBuilder.builder(this).remembered(exchange.remarks()).build();
    }

    /** Returns this answer, after which this call, or none, waits for its user's consent. */
    public Answer waitingFor(Optional<PendingCall> call) {
        return AnswerBuilder.builder(this)
                .consent(new Consent(call.orElse(null), null))
                .build();
    }

    /** Returns this answer after its messages were sent. A question for consent is the last of them. */
    public Answer sentAs(Optional<String> lastId) {
        return asksForConsent()
                ? AnswerBuilder.builder(this)
                        .consent(new Consent(Objects.requireNonNull(consent).call(), lastId.orElse(null)))
                        .build()
                : this;
    }

    /** Whether the last message is a question for consent. */
    public boolean asksForConsent() {
        return consent != null && consent.call() != null;
    }

    /** Returns this answer, which also replaces a message that the bot sent before. */
    public Answer replacing(String activityId, Message message) {
        return AnswerBuilder.builder(this)
                .replacement(new Replacement(activityId, message))
                .build();
    }

    /** Returns this answer with a result for the sender of an invoke. */
    public Answer resulting(InvokeResult given) {
        return AnswerBuilder.builder(this).result(given).build();
    }

    /** Returns this answer without messages. */
    public Answer silently() {
        return AnswerBuilder.builder(this).messages(List.of()).build();
    }

    /** Creates a question for consent, in Parley's words. */
    public static Answer asking(List<Message> question, Exchange exchange, PendingCall call) {
        return new Answer(question, exchange.remarks(), false, false, false, false, null).waitingFor(Optional.of(call));
    }

    /** Creates a reply with more than text, for example with its sources. */
    public static Answer sourced(Exchange exchange, List<Message> messages) {
        return new Answer(messages, exchange.remarks(), false, false, true, false, null);
    }

    /** Returns the texts of the messages. */
    public List<String> texts() {
        return messages.stream().map(Message::text).toList();
    }

    /** Returns the messages as activities of a conversation. */
    public List<Activity> activities(ConversationReference conversation) {
        return messages.stream()
                .map(message -> message.in(conversation))
                .map(generated ? conversation::label : UnaryOperator.identity())
                .toList();
    }

    /** Returns the message that replaces one that the bot sent before; empty if there is none. */
    public Optional<Activity> replacement(ConversationReference conversation) {
        return Optional.ofNullable(replacement).map(other -> other.message().in(conversation));
    }

    /**
     * A change of the call that waits for consent.
     *
     * @param call the call that waits from now on; absent if none does
     * @param messageId the message with the question, as its channel names it; absent before it is sent, and if it has no name
     */
    @RegisterForReflection
    public record Consent(
            @Nullable PendingCall call, @Nullable String messageId) {}

    /**
     * New content for a message of the bot.
     *
     * @param activityId the channel's id of the message
     */
    public record Replacement(String activityId, Message message) {}

    /**
     * One message to send.
     *
     * @param text says what the attachments show, because some channels show only the text
     * @param attachments for example cards
     * @param entities for example citations
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
                    .text(text.isEmpty() && !attachments.isEmpty() ? null : text)
                    .attachments(attachments.isEmpty() ? null : attachments)
                    .entities(entities.isEmpty() ? null : entities)
                    .build();
        }
    }

    /**
     * A message of history that its user has edited or deleted.
     *
     * @param activityId the channel's id of the message
     * @param question its new form; absent if the message is to be deleted, with its answer
     */
    @RegisterForReflection
    public record Revision(String activityId, @Nullable Remark question) {}
}
