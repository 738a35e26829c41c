package io.parley.redis;

import io.parley.memory.LongAnswers;
import org.jspecify.annotations.Nullable;

/** Limits the memory of one answer, before its memory is taken. A length is refused when it is announced. */
final class AnswerSize {

    /** More than any script answers, in bytes. */
    private static final long LONGEST = 8 << 20;

    /** What an element of a list counts beside its text, in bytes. {@link LongAnswers} multiplies it. */
    private static final int ELEMENT = 32;

    private final LongAnswers memory;
    private LongAnswers.@Nullable Part part;
    private long size;

    AnswerSize(LongAnswers memory) {
        this.memory = memory;
    }

    /**
     * Demands memory for a text that is announced.
     *
     * @param length in bytes
     * @throws IllegalStateException if the answer is too long with this text
     */
    void demand(long length) {
        if (length > LONGEST || size + length > LONGEST || !isFree(size + length)) {
            throw new IllegalStateException("An answer of Redis is too long");
        }
    }

    /** Demands the memory and counts it. */
    void take(long length) {
        demand(length);
        size += length;
    }

    /** Demands and counts the memory for the elements of a list. */
    void takeElements(long count) {
        take(ELEMENT * Math.min(count, LONGEST));
    }

    /** Releases the memory of the answer. The next one may begin. */
    void end() {
        size = 0;
        if (part != null) {
            part.end();
            part = null;
        }
    }

    private boolean isFree(long whole) {
        if (whole <= LongAnswers.USUAL) {
            return true;
        }
        if (part == null) {
            part = memory.begin();
        }
        return part.reach(whole);
    }
}
