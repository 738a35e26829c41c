package io.parley.memory;

import org.graalvm.nativeimage.RuntimeOptions;

/** The heap of the native executable. */
final class NativeHeap {

    /** The memory without objects that the collector may keep, in bytes; 0 leaves it to the collector. */
    private static final String KEPT = "MaxHeapFree";

    private NativeHeap() {}

    /** Collects all garbage, and keeps nothing of the memory that becomes free. Stops all threads meanwhile. */
    static void trim() {
        RuntimeOptions.set(KEPT, 1L);
        try {
            System.gc();
        } finally {
            RuntimeOptions.set(KEPT, 0L);
        }
    }
}
