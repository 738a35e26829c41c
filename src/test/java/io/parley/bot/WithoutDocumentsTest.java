package io.parley.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.parley.agent.KeptSteps;
import io.parley.knowledge.KnowledgeOf;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A turn without documents is as fast as if there were no search. */
class WithoutDocumentsTest {

    private static final int TIMES = 1_000;

    /** In bytes. */
    private static final long LITTLE = 1_024;

    private final Documents documents = new Documents(KnowledgeOf.nothing());
    private final KeptSteps steps = new KeptSteps();
    private final AtomicReference<Brief> brief = new AtomicReference<>();

    @Test
    void changesNothingOfATurnAndUsesNoOtherThread() {
        search();

        assertThat(brief).hasValue(Brief.PLAIN);
        assertThat(Brief.PLAIN.prompt("How?")).isEqualTo("How?");
        assertThat(Brief.PLAIN.tools()).isEmpty();
        assertThat(Brief.PLAIN.found()).isEmpty();
    }

    @Test
    void takesHardlyAnyMemoryOfATurn() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long least = LongStream.range(0, TIMES)
                .map(time -> {
                    long before = threads.getCurrentThreadAllocatedBytes();
                    search();
                    return threads.getCurrentThreadAllocatedBytes() - before;
                })
                .min()
                .orElseThrow();

        assertThat(least).isLessThan(LITTLE);
    }

    private void search() {
        documents.brief("How do I add a monitor?", List.of(), steps).subscribe().with(brief::set);
    }
}
