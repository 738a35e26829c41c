package io.parley.chat;

/** The parameters for a model's limits. A model of one kind answers 400 to the parameters of the other kind. */
public enum ChatParameters {
    /** {@code max_tokens} and {@code temperature}: gpt-4o, gpt-4.1 and older. */
    CLASSIC,
    /** {@code max_completion_tokens}, which counts the hidden reasoning too, and no temperature: o-series, gpt-5 and later. */
    REASONING
}
