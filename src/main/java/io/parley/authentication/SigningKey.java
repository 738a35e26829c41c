package io.parley.authentication;

import java.security.PublicKey;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key that an issuer signs with.
 *
 * @param endorsements ids of the channels that the key may speak for; null if the issuer has no such notion
 * @param issuer the issuer that the key is bound to, in which {@code {tenantid}} stands for any tenant; null for any
 */
record SigningKey(
        String id,
        PublicKey publicKey,
        @Nullable Set<String> endorsements,
        @Nullable String issuer) {

    private static final String ANY_TENANT = "{tenantid}";

    boolean endorses(@Nullable String channelId) {
        return endorsements != null && channelId != null && endorsements.contains(channelId);
    }

    boolean signsFor(String tenant) {
        return issuer == null || issuer.contains(ANY_TENANT) || issuer.contains(tenant);
    }
}
