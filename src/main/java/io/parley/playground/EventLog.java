package io.parley.playground;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * What has happened in a conversation, in order, for pages that watch it: each is told what it has not seen, then what comes.
 * Of a long conversation the beginning is forgotten.
 */
final class EventLog {

    /** Of all entries together: what a browser shows with ease, and what leaves room for the bot. */
    private static final int MOST_CHARACTERS = 2_000_000;

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Set<MultiEmitter<? super Entry>> watching = new HashSet<>();
    private long count;
    private long characters;
    private boolean closed;

    /** @param json one line */
    synchronized void append(String json) {
        Entry entry = new Entry(++count, json);
        entries.addLast(entry);
        characters += json.length();
        while (characters > MOST_CHARACTERS && entries.size() > 1) {
            characters -= entries.removeFirst().json().length();
        }
        // A page that cannot be told any more leaves at once.
        Set.copyOf(watching).forEach(page -> page.emit(entry));
    }

    /** All entries after a number, and those to come; ends when the log is closed. */
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

    /** @param number from 1, one more each time */
    record Entry(long number, String json) {}
}
