package io.parley.authentication;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/** Checks the rules for tokens of every issuer: signature, issuer, audience and times. */
final class TokenValidator {

    /** The same value as in every library of the Bot Framework. */
    private static final int CLOCK_SKEW_SECONDS = 300;

    private static final Duration LONGEST_LIFETIME = Duration.ofDays(1);
    private static final List<String> TIMES = List.of("exp", "nbf", "iat");

    private static final AlgorithmConstraints RS256_ONLY =
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256);

    private final String[] audiences;
    private final Clock clock;

    /** @param audiences the names of the bot: a token must be for one of them */
    TokenValidator(Set<String> audiences, Clock clock) {
        this.audiences = audiences.toArray(String[]::new);
        this.clock = clock;
    }

    /** Returns the verified claims of a token. */
    JwtClaims validate(SignedToken token, SigningKey key, String issuer) {
        try {
            JwtClaims claims = consumer(key, issuer).processToClaims(token.value());
            TIMES.forEach(name -> demandTime(claims, name));
            return claims;
        } catch (InvalidJwtException e) {
            throw InvalidToken.rejection(e);
        }
    }

    /** Checks a time that may be absent. The times in tokens of Entra and of the Connector are within a day. */
    private void demandTime(JwtClaims claims, String name) {
        Object value = claims.getClaimValue(name);
        double latest = clock.instant().plus(LONGEST_LIFETIME).getEpochSecond() + CLOCK_SKEW_SECONDS;
        if (value != null && !(value instanceof Number time && Math.abs(time.doubleValue()) <= latest)) {
            throw TokenRejectedException.because("The token has an impossible time.");
        }
    }

    /** Returns the expiry of a validated token, including the clock skew. */
    static Instant validUntil(JwtClaims claims) {
        try {
            return Instant.ofEpochSecond(claims.getExpirationTime().getValue()).plusSeconds(CLOCK_SKEW_SECONDS);
        } catch (MalformedClaimException e) {
            throw TokenRejectedException.because("The token's end cannot be read.");
        }
    }

    private JwtConsumer consumer(SigningKey key, String issuer) {
        return new JwtConsumerBuilder()
                .setVerificationKey(key.publicKey())
                .setJwsAlgorithmConstraints(RS256_ONLY)
                .setExpectedIssuer(issuer)
                .setExpectedAudience(audiences)
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
                .setEvaluationTime(NumericDate.fromSeconds(clock.instant().getEpochSecond()))
                .build();
    }
}
