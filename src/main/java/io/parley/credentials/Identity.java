package io.parley.credentials;

import io.parley.time.MonotonicClock;

/** An identity of Parley in Azure. */
public interface Identity {

    /**
     * Returns a source that requests a token for a resource on each call, without a cache.
     *
     * @param resource the resource without {@code /.default}
     */
    TokenSource source(String resource);

    /**
     * Returns the tokens for a resource, cached.
     *
     * @param resource the resource without {@code /.default}
     */
    default CachingTokenSource tokensFor(String resource) {
        return new CachingTokenSource(source(resource), MonotonicClock.started());
    }
}
