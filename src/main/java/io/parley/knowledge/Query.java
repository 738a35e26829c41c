package io.parley.knowledge;

/**
 * What is searched for. Not for a log.
 *
 * @param question of the user
 * @param earlier the question before it in the conversation; empty where there was none. "And on Windows?" says too little by itself
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
