package io.parley.credentials;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/**
 * A certificate of the application in Entra. Its key signs the assertion that identifies the application. The file is read
 * for each request, so that a renewed certificate needs no restart. Both run on a worker thread: reading blocks, and signing
 * takes milliseconds.
 *
 * <pre>{@code
 * {"alg":"PS256","typ":"JWT","x5t#S256":"…","x5c":["…"]}
 * {"aud":"https://login.microsoftonline.com/<tenant>/oauth2/v2.0/token","iss":"<id>","sub":"<id>","jti":"…",
 *  "nbf":1795348500,"iat":1795348500,"exp":1795348800}
 * }</pre>
 *
 * @param authority the authority of the token endpoint that the assertion is for, without a path
 */
record Certificate(Path file, String authority, Clock clock) implements ClientAssertion {

    private static final Duration LIFETIME = Duration.ofMinutes(5);

    /** Fails with a {@link ConfigurationException} if the file has no usable key and certificate. */
    static Certificate of(Path file, String authority, Clock clock) {
        try {
            SigningPair.read(file, clock.instant());
        } catch (CredentialException unusable) {
            throw new ConfigurationException(unusable.getMessage());
        }
        return new Certificate(file, authority, clock);
    }

    @Override
    public Uni<String> assertion(Application application) {
        return Uni.createFrom().item(() -> sign(application)).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private String sign(Application application) {
        SigningPair pair = SigningPair.read(file, clock.instant());
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_PSS_USING_SHA256);
        signature.setHeader("typ", "JWT");
        signature.setX509CertSha256ThumbprintHeaderValue(pair.certificate());
        // The chain lets Entra trust certificates by subject and issuer, for applications that allow it.
        signature.setCertificateChainHeaderValue(pair.chain().toArray(X509Certificate[]::new));
        signature.setPayload(claims(application).toJson());
        signature.setKey(pair.key());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException unsigned) {
            throw new CredentialException("The key that PARLEY_CREDENTIALS_CERTIFICATE names could not sign", unsigned);
        }
    }

    private JwtClaims claims(Application application) {
        Instant now = clock.instant();
        JwtClaims claims = new JwtClaims();
        claims.setAudience(authority + "/" + application.tenant() + "/oauth2/v2.0/token");
        claims.setIssuer(application.id());
        claims.setSubject(application.id());
        claims.setGeneratedJwtId();
        claims.setNotBefore(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(now.plus(LIFETIME).getEpochSecond()));
        return claims;
    }
}
