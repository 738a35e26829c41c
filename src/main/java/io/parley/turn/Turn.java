package io.parley.turn;

import io.parley.activity.Activity;
import io.parley.bot.Answer;
import io.parley.conversation.ConversationKey;
import io.parley.conversation.ConversationState;
import java.time.Duration;
import java.util.Optional;

/**
 * A turn that this replica has started and holds the lease for.
 *
 * @param attempt how many times the turn has been started, this time included
 * @param recorded the answer that an earlier attempt recorded
 * @param sent how many parts of it were sent
 * @param doom why an earlier attempt gave the turn up; what it recorded is the apology then
 * @param state the conversation's, before this turn
 * @param trace the W3C {@code traceparent} of the request that brought the activity; empty where it was not traced
 * @param startedAt {@link System#nanoTime} when this start was asked for: the lease ends no earlier than counted from here
 * @param waited from acceptance to this start, by the clock of Redis
 */
record Turn(
        Lease lease,
        TurnId id,
        Activity activity,
        int attempt,
        Optional<Answer> recorded,
        int sent,
        Optional<String> doom,
        ConversationState state,
        String trace,
        long startedAt,
        Duration waited) {

    ConversationKey conversation() {
        return lease.conversation();
    }

    /** Time since the activity was accepted. */
    Duration age() {
        return waited.plus(runTime());
    }

    /** Time since this start. */
    Duration runTime() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }
}
