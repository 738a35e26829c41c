package io.parley.playground;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The events of a conversation, in order, for the pages that watch it. Each page gets the events that it has not seen, and
 * then new ones. The log drops the oldest events of a long conversation.
 */
final class EventLog {

    /** The limit for all entries together: a browser can show them easily, and the bot keeps enough memory. */
    private static final int MOST_CHARACTERS = 2_000_000;

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Set<MultiEmitter<? super Entry>> watching = new HashSet<>();
    private long count;
    private long characters;
    private boolean closed;

    /** @param json a single line */
    synchronized void append(String json) {
        Entry entry = new Entry(++count, json);
        entries.addLast(entry);
        characters += json.length();
        while (characters > MOST_CHARACTERS && entries.size() > 1) {
            characters -= entries.removeFirst().json().length();
        }
        // A copy: a page that fails removes itself at once.
        Set.copyOf(watching).forEach(page -> page.emit(entry));
    }

    /** Returns all entries after a number and all future entries; completes when the log is closed. */
    Multi<Entry> after(long number) {
        return Multi.createFrom().emitter(page -> watch(page, number));
    }

    synchronized void close() {
        closed = true;
        Set.copyOf(watching).forEach(MultiEmitter::complete);
    }

    private synchronized void watch(MultiEmitter<? super Entry> page, long number) {
        entries.stream().filter(entry -> entry.number() > number).forEach(page::emit);
        if (closed) {
            page.complete();
            return;
        }
        watching.add(page);
        page.onTermination(() -> leave(page));
    }

    private synchronized void leave(MultiEmitter<? super Entry> page) {
        watching.remove(page);
    }

    /** @param number consecutive, from 1 */
    record Entry(long number, String json) {}
}
