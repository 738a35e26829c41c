package io.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.EmbeddingClient;
import org.junit.jupiter.api.Test;

class FusionTest {

    private final Library library = KnowledgeOf.library(
            "en/a.md",
            "# Storage\n## Night\nA backup is made each night, of all disks.\n## Restoring\nRestore a backup by hand, and see its parts.",
            "en/b.md",
            "# Backup\nBackup of a backup.");
    private final VectorIndex vectors = new VectorIndex(library, new VectorKeys("model"));

    @Test
    void prefersPageWithMorePassagesInTheRankings() {
        vectors.put(0, near(0.9f));
        vectors.put(1, near(0.8f));
        vectors.put(2, near(1));

        assertThat(library.find(Query.of("backup"), 3).found())
                .first()
                .extracting(found -> found.passage().page().path())
                .isEqualTo("en/b.md");
        assertThat(new Fusion(library, vectors)
                        .find(Query.of("backup"), direction(1, 0), 3)
                        .found())
                .extracting(found -> found.passage().page().path())
                .containsExactly("en/a.md", "en/a.md", "en/b.md");
    }

    /** @param cosine with the direction of the question */
    private static Vector near(float cosine) {
        return Vector.of(direction(cosine, (float) Math.sqrt(1 - cosine * cosine)));
    }

    private static float[] direction(float first, float second) {
        float[] numbers = new float[EmbeddingClient.DIMENSIONS];
        numbers[0] = first;
        numbers[1] = second;
        return numbers;
    }
}
