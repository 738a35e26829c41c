package io.parley.knowledge;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * A question that the documents did not answer. Not for a log.
 *
 * @param question in the user's words, shortened
 * @param outcome {@code nothing_found}, or {@code uncited} where passages were found and the answer names none
 * @param askedAt the last time, if it was asked more than once
 */
@RegisterForReflection
public record UnansweredQuestion(String question, String outcome, Instant askedAt) {

    @Override
    public String toString() {
        return "UnansweredQuestion[" + outcome + "]";
    }
}
