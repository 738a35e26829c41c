package io.parley.ledger;

import io.parley.activity.Activity;
import io.parley.activity.Attachment;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationState;
import io.parley.conversation.Exchange;
import io.parley.conversation.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A turn that this replica can run.
 *
 * @param attempt how many times the turn has been started, including this time
 * @param recorded the answer that an earlier attempt recorded
 * @param sent how many parts of it were sent
 * @param steps that earlier attempts recorded, oldest first; empty as a rule
 * @param givenUp absent while the turn may be answered. Otherwise nothing is left but to apologise, and to dead-letter it
 * @param state the conversation before this turn
 * @param trace the W3C {@code traceparent} of the request that brought the activity; empty if it was not traced
 * @param startedAt the {@link System#nanoTime} when this start was requested: the lease is valid at least for its length from
 *     then
 * @param waited from acceptance to this start, by the clock of Redis
 */
public record Turn(
        Lease lease,
        TurnId id,
        Activity activity,
        int attempt,
        Optional<Answer> recorded,
        int sent,
        List<Step> steps,
        Optional<GivenUp> givenUp,
        ConversationState state,
        String trace,
        long startedAt,
        Duration waited)
        implements StartedTurn {

    private static final long BYTES_OF_TURN = 16 * 1024;
    private static final long COPIES = 6;

    /**
     * An estimate. The texts for the model are held as strings of two bytes a character, as the request of a call, and as the
     * bytes of that request.
     */
    @Override
    public long bytes() {
        long shown = length(activity.text()) + Exchange.length(state.history());
        long said = recorded.stream()
                .flatMap(answer -> answer.texts().stream())
                .mapToLong(Turn::length)
                .sum();
        long done = steps.stream().mapToLong(Step::length).sum();
        return BYTES_OF_TURN + (shown + said + done) * COPIES + besideText();
    }

    /** Size of the attachments, which may repeat a text as HTML. */
    private long besideText() {
        long characters = 0;
        for (Attachment attachment : activity.attachments() == null ? List.<Attachment>of() : activity.attachments()) {
            characters += attachment.content() == null
                    ? 0
                    : length(attachment.content().textValue());
        }
        return characters * 2;
    }

    private static long length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    /** Whether all messages of the recorded answer are recorded as sent. */
    public boolean isSent() {
        return recorded.filter(answer -> sent >= answer.messages().size()).isPresent();
    }

    /** The time since the activity was accepted. */
    public Duration age() {
        return waited.plus(runTime());
    }

    /** The time since this start. */
    public Duration runTime() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    /**
     * Why a turn is given up.
     *
     * @param reason contains no text of the conversation
     * @param recorded what is recorded for its user
     * @param stepsLost whether steps of the turn cannot be read
     */
    public record GivenUp(String reason, Recorded recorded, boolean stepsLost) {

        public GivenUp(String reason, Recorded recorded) {
            this(reason, recorded, false);
        }
    }

    /** What is recorded for the user of a turn that is given up. */
    public enum Recorded {
        NOTHING,
        APOLOGY,
        /** A real answer, which an operator can have sent by a replay. */
        ANSWER
    }
}
