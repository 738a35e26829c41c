package io.parley.authentication;

import io.parley.mode.Playground;
import io.parley.registration.RegistrationConfig;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/**
 * Signs tokens for the playground in the format of the Bot Connector. The key is created at the first use and never leaves
 * the process. The bot accepts such a token only while the playground is on, only over connections from this machine, and
 * only for serviceUrls on this machine.
 */
@Singleton
public final class LocalIssuer {

    /** Not an address, so no other issuer can have this name. */
    static final String ISSUER = "urn:parley:playground";

    /** The audience when the bot has no application id. */
    private static final String UNREGISTERED = "playground";

    private static final Set<String> CHANNELS = Set.of("msteams", "webchat", "directline", "emulator");
    private static final int KEY_BITS = 2048;
    private static final float LIFETIME_MINUTES = 60;

    private final Optional<String> appId;
    private final boolean needed;
    private final Uni<RsaJsonWebKey> key = Uni.createFrom()
            .item(LocalIssuer::generate)
            .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
            .memoize()
            .indefinitely();

    @Inject
    LocalIssuer(RegistrationConfig registration, Playground playground) {
        this(registration.id().filter(id -> !id.isBlank()), playground.isDevelopment());
    }

    /** @param development whether the bot accepts callers without a token while it has no application id */
    LocalIssuer(Optional<String> appId, boolean development) {
        this.appId = appId;
        this.needed = appId.isPresent() || !development;
    }

    /** Whether the bot requires a token. */
    public boolean isNeeded() {
        return needed;
    }

    /**
     * Returns a token that is valid for an hour.
     *
     * @param serviceUrl the serviceUrl of the activities that are sent with the token
     * @throws IllegalArgumentException if it is not on this machine
     */
    public Uni<String> token(URI serviceUrl) {
        if (ServiceUrl.parse(serviceUrl.toString())
                .filter(ServiceUrl::isLoopback)
                .isEmpty()) {
            throw new IllegalArgumentException("The serviceUrl must be an HTTP address of this machine.");
        }
        return key.map(signer -> sign(signer, serviceUrl));
    }

    /** Returns the audience of the tokens. */
    String audience() {
        return appId.orElse(UNREGISTERED);
    }

    /** Returns the only key, by its id. */
    Uni<Map<String, SigningKey>> signingKeys() {
        return key.map(
                own -> Map.of(own.getKeyId(), new SigningKey(own.getKeyId(), own.getPublicKey(), CHANNELS, ISSUER)));
    }

    private String sign(RsaJsonWebKey signer, URI serviceUrl) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(audience());
        claims.setNotBeforeMinutesInThePast(0);
        claims.setExpirationTimeMinutesInTheFuture(LIFETIME_MINUTES);
        claims.setStringClaim(ConnectorTokens.SERVICE_URL, serviceUrl.toString());
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(signer.getPrivateKey());
        signature.setKeyIdHeaderValue(signer.getKeyId());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("Every Java platform signs with RSA and SHA-256", e);
        }
    }

    private static RsaJsonWebKey generate() {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(KEY_BITS);
            key.setKeyId(UUID.randomUUID().toString());
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException("Every Java platform makes keys for RSA", e);
        }
    }
}
