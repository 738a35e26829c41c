package io.parley.activity;

import java.net.URI;
import java.util.Optional;

/**
 * Where something that a message says is from.
 *
 * @param number that stands for it in the text, in brackets
 * @param name never empty
 * @param excerpt some words of it
 * @param address absent where it has none that users can open
 */
public record Source(int number, String name, String excerpt, Optional<URI> address) {}
