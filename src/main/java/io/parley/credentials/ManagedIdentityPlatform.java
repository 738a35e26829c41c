package io.parley.credentials;

import io.parley.http.HttpAnswer;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;

/** What runs this process and issues tokens of managed identities. */
interface ManagedIdentityPlatform {

    /** Requests a token once. Returns a response with any status; fails when the platform cannot be reached. */
    Uni<HttpAnswer> request(ManagedIdentityRequest request);

    /** Returns the failure to report when the platform cannot be reached for a token of an identity. */
    String unreachable(String identity);

    /** Returns the retries after a response that can change, as Microsoft's libraries have them. */
    List<Retries> retries();

    /**
     * Retries after some statuses. The pauses are multiples of a second; each pause is twice the one before.
     *
     * @param most the number of retries
     */
    record Retries(Set<Integer> statuses, int most, int firstPause, int longestPause) {

        boolean concern(Throwable failure) {
            return CredentialException.Unavailable.isOneOf(statuses, failure);
        }
    }
}
