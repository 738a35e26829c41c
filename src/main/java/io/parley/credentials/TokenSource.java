package io.parley.credentials;

import io.smallrye.mutiny.Uni;

/** Where access tokens for one resource come from. */
public interface TokenSource {

    /** A token that is valid now; fails with a {@link CredentialException}. */
    Uni<AccessToken> token();
}
