package io.parley.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** A bot whose model searches the documents by itself. */
@QuarkusTest
@NullUnmarked
@WithTestResource(SearchToolEnvironment.class)
class SearchToolTest {

    @Test
    void searchesAndNamesTheSource() {
        try (Watcher page = Watcher.opening("webchat", false).untilDone(0)) {
            page.say("How do I add a monitor?", "none").statusCode(202);
            page.untilDone(1);

            assertThat(page.steps(1))
                    .containsSubsequence("model", "answered", "calling", "found", "called", "model", "answered");
            assertThat(page.step(1, "called").path("tool").asText()).isEqualTo("search_documents");
            assertThat(page.step(1, "found").at("/passages/0/title").asText()).contains("Add a monitor");
            assertThat(page.replies().get(1))
                    .contains("press **New monitor**")
                    .containsPattern("(?m)^\\[1]: http\\S+ \"");
        }
    }
}
