package io.parley.activity;

import java.net.URI;
import java.util.Optional;

/**
 * A source of a statement in a message.
 *
 * @param number that stands for it in the text, in brackets
 * @param name never empty
 * @param excerpt some of its words
 * @param address absent if users cannot open it
 */
public record Source(int number, String name, String excerpt, Optional<URI> address) {}
