package io.parley.agent;

/**
 * A passage of a document that was found for the model, for those who watch the turn.
 *
 * @param title of the page, and the headings above the passage
 * @param score compares passages of one search
 */
public record FoundPassage(String title, double score) {}
