package io.parley.knowledge;

/**
 * The text to search for. Do not log it.
 *
 * @param question of the user
 * @param earlier the question before it in the conversation; empty if there was none. A question such as "And on Windows?" has
 *     too few words without it
 */
public record Query(String question, String earlier) {

    public static Query of(String question) {
        return new Query(question, "");
    }

    @Override
    public String toString() {
        return "Query[" + question.length() + " characters]";
    }
}
