package io.parley.tools.http;

/**
 * Where an argument goes in a request.
 *
 * @param argument what the model calls it
 * @param name what the server calls it
 * @param exploded whether a list becomes one parameter for each item, and not one with commas
 */
public record Parameter(String argument, String name, Place place, boolean exploded) {

    /** The part of a request. */
    public enum Place {
        PATH,
        QUERY,
        HEADER,
        BODY
    }
}
