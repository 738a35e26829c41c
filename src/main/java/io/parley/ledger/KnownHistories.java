package io.parley.ledger;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.parley.conversation.ConversationKey;
import io.parley.conversation.Exchange;
import io.parley.conversation.Remark;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The histories of conversations whose last turn this replica has completed. Redis need not send them again at the next turn:
 * it compares stamps, and sends a history that anyone else may have changed.
 */
@ApplicationScoped
class KnownHistories {

    private static final int MOST = 1000;

    /** As {@link KnownHistory#length} counts. Longer histories are read again each time: all together take some 32 MB at most. */
    private static final long LONGEST = 16_000;

    private static final Duration KEPT_FOR = Duration.ofMinutes(10);

    /** Makes the stamps of this replica differ from those of all others. */
    private final String replica = UUID.randomUUID().toString();

    private final AtomicLong stamps = new AtomicLong();
    private final Cache<ConversationKey, KnownHistory> histories;

    KnownHistories() {
        this(KEPT_FOR);
    }

    /** @param keptFor from the end of a turn; a replica without turns drops a history then, too */
    KnownHistories(Duration keptFor) {
        this.histories = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(keptFor)
                .scheduler(Scheduler.systemScheduler())
                .executor(Runnable::run)
                .build();
    }

    /** Returns the number of histories, with those that should be dropped already. */
    long size() {
        return histories.estimatedSize();
    }

    /** Returns the history that this replica has, which Redis may have in another form by now. */
    KnownHistory find(ConversationKey conversation) {
        return Optional.ofNullable(histories.getIfPresent(conversation)).orElse(KnownHistory.NONE);
    }

    private String newStamp() {
        return replica + '/' + stamps.incrementAndGet();
    }

    /** Returns the history that a turn results in, under a new stamp. */
    KnownHistory after(Turn turn, List<Remark> added) {
        List<Exchange> history = new ArrayList<>(turn.state().history());
        history.addAll(Exchange.of(added));
        return KnownHistory.of(newStamp(), List.copyOf(history));
    }

    /** Keeps the history of a conversation after a turn, if Redis has it under its stamp; else drops what is kept. */
    void completed(ConversationKey conversation, KnownHistory history, boolean stamped) {
        if (stamped && history.length() <= LONGEST) {
            histories.put(conversation, history);
        } else {
            histories.invalidate(conversation);
        }
    }
}
