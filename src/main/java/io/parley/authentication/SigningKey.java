package io.parley.authentication;

import java.security.PublicKey;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A signing key of an issuer.
 *
 * @param endorsements ids of the channels that the key is valid for; null if the issuer has no endorsements
 * @param issuer the issuer that the key is bound to, with {@code {tenantid}} for any tenant; null for any issuer
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
