package io.parley.authentication;

import java.util.Optional;
import java.util.Set;
import org.jose4j.jwt.JwtClaims;
import org.jspecify.annotations.Nullable;

/** Verifies tokens that Entra issues to development tools (for the bot's own application) and to allowed callers. */
final class EntraTokens implements TokenVerifier {

    private final EntraIssuers issuers;
    private final SigningKeys keys;
    private final TokenValidator validator;
    private final String appId;
    private final Set<String> callers;

    /**
     * @param appId id of the bot's own application, an allowed caller
     * @param callers ids of the other allowed callers
     */
    EntraTokens(EntraIssuers issuers, SigningKeys keys, TokenValidator validator, String appId, Set<String> callers) {
        this.issuers = issuers;
        this.keys = keys;
        this.validator = validator;
        this.appId = appId;
        this.callers = Set.copyOf(callers);
    }

    @Override
    public boolean isFor(String issuer) {
        return issuers.tenant(issuer).isPresent();
    }

    @Override
    public SigningKeys keys() {
        return keys;
    }

    @Override
    public Caller caller(SignedToken token, SigningKey key) {
        JwtClaims claims = validator.validate(token, key, token.unverifiedIssuer());
        String tenant = issuers.tenant(token.unverifiedIssuer()).orElseThrow();
        if (!tenant.equals(claims.getClaimValue("tid"))) {
            throw TokenRejectedException.because("The token's tenant is not its issuer's.");
        }
        if (!key.signsFor(tenant)) {
            throw TokenRejectedException.because("The token's key is another tenant's.");
        }
        return new EntraCaller(application(claims), TokenValidator.validUntil(claims));
    }

    /** Returns the calling application; empty for the bot's own. */
    private Optional<String> application(JwtClaims claims) {
        Object caller = callerId(claims);
        if (appId.equals(caller)) {
            return Optional.empty();
        }
        if (caller instanceof String other && callers.contains(other)) {
            return Optional.of(other);
        }
        throw TokenRejectedException.because("The token's application is not an allowed caller.");
    }

    private static @Nullable Object callerId(JwtClaims claims) {
        Object version = claims.getClaimValue("ver");
        if (version == null || version.equals("1.0")) {
            return claims.getClaimValue("appid");
        }
        if (version.equals("2.0")) {
            return claims.getClaimValue("azp");
        }
        throw TokenRejectedException.because("The token has an unknown version.");
    }
}
