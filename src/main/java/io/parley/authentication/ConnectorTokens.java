package io.parley.authentication;

import org.jose4j.jwt.JwtClaims;

/** Verifies tokens of the Bot Connector of one cloud, or of the local channel in its place. */
final class ConnectorTokens implements TokenVerifier {

    /** Lower case, as tokens have it. The documentation prints {@code serviceUrl}. */
    static final String SERVICE_URL = "serviceurl";

    private final CallerKind kind;
    private final String issuer;
    private final SigningKeys keys;
    private final TokenValidator validator;
    private final boolean unendorsedKeys;

    ConnectorTokens(
            CallerKind kind, String issuer, SigningKeys keys, TokenValidator validator, boolean unendorsedKeys) {
        this.kind = kind;
        this.issuer = issuer;
        this.keys = keys;
        this.validator = validator;
        this.unendorsedKeys = unendorsedKeys;
    }

    @Override
    public boolean isFor(String issuer) {
        return this.issuer.equals(issuer);
    }

    @Override
    public SigningKeys keys() {
        return keys;
    }

    @Override
    public Caller caller(SignedToken token, SigningKey key) {
        JwtClaims claims = validator.validate(token, key, issuer);
        return new ConnectorCaller(kind, serviceUrl(claims), key, unendorsedKeys, TokenValidator.validUntil(claims));
    }

    private static ServiceUrl serviceUrl(JwtClaims claims) {
        if (claims.getClaimValue(SERVICE_URL) instanceof String claim) {
            return ServiceUrl.parse(claim)
                    .orElseThrow(
                            () -> TokenRejectedException.because("The token's serviceurl is not an HTTP address."));
        }
        throw TokenRejectedException.because("The token names no serviceurl.");
    }
}
