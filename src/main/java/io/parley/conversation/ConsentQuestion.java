package io.parley.conversation;

import java.util.Optional;

/**
 * The last question for consent in a conversation, with its call.
 *
 * @param call empty after the user has decided
 * @param messageId the message with the buttons, as its channel names it; empty if the channel names none
 * @param expired whether the time of the question is over
 * @param interrupted whether another turn has ended since, in which the bot may have said something
 */
public record ConsentQuestion(
        Optional<PendingCall> call, Optional<String> messageId, boolean expired, boolean interrupted) {

    /** The value for a conversation without a question. */
    public static final ConsentQuestion NONE = new ConsentQuestion(Optional.empty(), Optional.empty(), false, false);

    /** Creates a question that has just been asked. */
    public static ConsentQuestion about(PendingCall call) {
        return new ConsentQuestion(Optional.of(call), Optional.empty(), false, false);
    }
}
