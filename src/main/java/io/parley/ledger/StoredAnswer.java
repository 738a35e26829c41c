package io.parley.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.activity.Attachment;
import io.parley.activity.Entity;
import io.parley.conversation.Answer;
import io.parley.conversation.Answer.Message;
import io.parley.conversation.InvokeResult;
import io.parley.conversation.Remark;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An answer in the form that Redis holds. Earlier versions know all fields except {@code extras}, and need {@code texts} and
 * {@code remembered}: they send only the texts.
 *
 * @param texts the texts of the messages
 * @param extras what the messages contain besides their texts, in the same order; absent if no message contains more
 */
@RegisterForReflection
record StoredAnswer(
        List<String> texts,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Extras> extras,
        List<Remark> remembered,
        boolean forgets,
        boolean welcomes,
        boolean generated,
        boolean leaves,
        Answer.@Nullable Revision revision,
        @JsonInclude(JsonInclude.Include.NON_NULL) Answer.@Nullable Consent consent,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Replaced replaced,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable InvokeResult result) {

    static StoredAnswer of(Answer answer) {
        List<Extras> extras = answer.messages().stream().map(Extras::of).toList();
        return new StoredAnswer(
                answer.texts(),
                extras.stream().allMatch(Extras::isEmpty) ? null : extras,
                answer.remembered(),
                answer.forgets(),
                answer.welcomes(),
                answer.generated(),
                answer.leaves(),
                answer.revision(),
                answer.consent(),
                Replaced.of(answer.replacement()),
                answer.result());
    }

    Answer answer() {
        return new Answer(
                IntStream.range(0, texts.size()).mapToObj(this::message).toList(),
                List.copyOf(remembered),
                forgets,
                welcomes,
                generated,
                leaves,
                revision,
                consent,
                replaced == null ? null : replaced.replacement(),
                result);
    }

    private Message message(int index) {
        Extras carried = extras == null || index >= extras.size() ? Extras.NONE : extras.get(index);
        return new Message(texts.get(index), carried.attachments(), carried.entities());
    }

    /** A message that the bot sent before, and its new content. */
    @RegisterForReflection
    record Replaced(String activityId, String text, Extras extras) {

        static @Nullable Replaced of(Answer.@Nullable Replacement replacement) {
            return replacement == null
                    ? null
                    : new Replaced(
                            replacement.activityId(), replacement.message().text(), Extras.of(replacement.message()));
        }

        Answer.Replacement replacement() {
            return new Answer.Replacement(activityId, new Message(text, extras.attachments(), extras.entities()));
        }
    }

    /** What a message contains besides its text. */
    @RegisterForReflection
    record Extras(List<Attachment> attachments, List<Entity> entities) {

        static final Extras NONE = new Extras(List.of(), List.of());

        static Extras of(Message message) {
            return new Extras(message.attachments(), message.entities());
        }

        /** Whether a message contains nothing besides its text. */
        private boolean isEmpty() {
            return attachments.isEmpty() && entities.isEmpty();
        }
    }
}
