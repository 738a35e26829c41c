package io.parley.turn;

import io.parley.activity.Activity;
import io.parley.bot.Answer;
import io.parley.conversation.ConversationKey;
import java.time.Duration;
import java.util.Optional;

/**
 * A turn that this replica has started and holds the lease for.
 *
 * @param attempt how many times the turn has been started, this time included
 * @param recorded the answer that an earlier attempt recorded
 * @param sent how many parts of it were sent
 * @param welcomed whether the bot has welcomed the conversation
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
        boolean welcomed,
        long startedAt,
        Duration waited) {

    ConversationKey conversation() {
        return lease.conversation();
    }

    /** Time since the activity was accepted. */
    Duration age() {
        return waited.plusNanos(System.nanoTime() - startedAt);
    }
}
