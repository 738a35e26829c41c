package io.parley.knowledge;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;

/** Keeps questions that the documents did not answer, for all replicas. Each call fails if the store is not available. */
public interface QuestionStore {

    /**
     * Keeps a question, or updates the time of a question that is kept already. Drops the oldest above 1,000 questions.
     *
     * @param lifetime of the question from now on
     */
    Uni<Void> keep(String question, String outcome, Duration lifetime);

    /** The newest questions that are not older than the lifetime, newest first. */
    Uni<List<UnansweredQuestion>> list(int limit, Duration lifetime);

    /** @return false if it is not kept */
    Uni<Boolean> delete(String question);

    Uni<Void> deleteAll();
}
