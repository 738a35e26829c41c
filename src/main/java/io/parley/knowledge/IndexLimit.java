package io.parley.knowledge;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.MemorySize;

/**
 * The memory that the index of all documents may take while it is made: a quarter of the heap, in bytes. The previous index stays in use
 * meanwhile, so the two take at most half of the heap.
 */
record IndexLimit(long bytes) {

    private static final int PARTS_OF_HEAP = 4;

    /** Bytes of an index for each byte of plain English text. A text in which nearly each word is new takes up to 24. */
    private static final int BYTES_OF_BYTE = 3;

    static IndexLimit ofHeap() {
        return new IndexLimit(Runtime.getRuntime().maxMemory() / PARTS_OF_HEAP);
    }

    /** Stops the start if the heap cannot hold the index of so many bytes of plain text. */
    void demandRoom(MemorySize documents) {
        long most = bytes / BYTES_OF_BYTE;
        if (documents.asLongValue() > most) {
            throw new ConfigurationException(
                    "PARLEY_KNOWLEDGE_MAX_BYTES is %d, but this heap can hold the index of at most %d bytes: set at most that, or a larger heap with -Xmx."
                            .formatted(documents.asLongValue(), most));
        }
    }

    /** @throws DocumentsTooLargeException if an index takes more */
    void demand(long taken) {
        if (taken > bytes) {
            throw new DocumentsTooLargeException(
                    "The index of the documents would take more than a quarter of the heap. They have very many different words, as logs"
                            + " and tables have: leave such files out, or set a larger heap with -Xmx.");
        }
    }

    /** Returns what is left for the index of another language. */
    IndexLimit without(long taken) {
        return new IndexLimit(bytes - taken);
    }
}
