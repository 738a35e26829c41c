package io.parley.credentials;

import io.smallrye.mutiny.Uni;

/** A source of access tokens for one resource. */
public interface TokenSource {

    /** Returns a valid token. Fails with a {@link CredentialException}. */
    Uni<AccessToken> token();
}
