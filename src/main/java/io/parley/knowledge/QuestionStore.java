package io.parley.knowledge;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;

/** Where questions are kept that the documents did not answer. All replicas share it. Each call fails if it is not available. */
public interface QuestionStore {

    /**
     * Keeps a question, or the time of a question that is kept already. Beyond a thousand, the oldest are dropped.
     *
     * @param lifetime of the question from now on
     */
    Uni<Void> keep(String question, String outcome, Duration lifetime);

    /** The newest questions that are not older than the lifetime, newest first. */
    Uni<List<UnansweredQuestion>> list(int limit, Duration lifetime);

    /** @return false where it is not kept */
    Uni<Boolean> delete(String question);

    Uni<Void> deleteAll();
}
