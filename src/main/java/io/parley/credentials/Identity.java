package io.parley.credentials;

/** Who we are to others, and how it is proved. */
interface Identity {

    /**
     * A source of tokens for one resource, which asks each time it is asked; caching is left to others.
     *
     * @param resource without {@code /.default}
     */
    TokenSource tokensFor(String resource);
}
