package io.parley.knowledge;

/** What the model got from the documents for an answer. */
public enum Given {
    PASSAGES,
    /** Nothing was found. */
    NOTHING,
    /** The documents could not be searched. */
    FAILED,
    /** The model did not search. */
    UNSEARCHED
}
