package io.parley.knowledge;

import io.parley.chat.WholeCharacters;
import io.quarkus.logging.Log;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Keeps questions that the documents did not answer, for the operator. Off unless a setting says for how long. */
@Singleton
public final class Unanswered {

    /** In UTF-16 units. */
    private static final int LONGEST = 500;

    private final Optional<Duration> lifetime;
    private final QuestionStore store;

    Unanswered(KnowledgeConfig config, QuestionStore store) {
        this.lifetime = config.unansweredKeptFor();
        this.store = store;
        if (lifetime.filter(time -> time.toMillis() < 1).isPresent()) {
            throw new ConfigurationException(
                    "PARLEY_KNOWLEDGE_UNANSWERED_KEPT_FOR must be longer than 0, such as 30d. Without it, no question is kept.");
        }
    }

    /** Whether questions are kept. */
    public boolean isOn() {
        return lifetime.isPresent();
    }

    /** Keeps a question if this is on. Returns at once; a store that is not available costs the question, not the answer. */
    void add(String question, String outcome) {
        lifetime.ifPresent(time -> store.keep(WholeCharacters.beginning(question.strip(), LONGEST), outcome, time)
                .subscribe()
                .with(
                        kept -> {},
                        failure -> Log.warnf(
                                "A question that the documents did not answer was not kept: %s",
                                failure.getClass().getSimpleName())));
    }

    /** The newest questions, newest first; empty while this is off. */
    public Uni<List<UnansweredQuestion>> list(int limit) {
        return lifetime.map(time -> store.list(limit, time))
                .orElseGet(() -> Uni.createFrom().item(List.of()));
    }

    /**
     * Also while this is off: what was kept before may still be there.
     *
     * @return false where the question is not kept
     */
    public Uni<Boolean> delete(String question) {
        return store.delete(question);
    }

    /** Deletes all questions, also while this is off. */
    public Uni<Void> deleteAll() {
        return store.deleteAll();
    }
}
