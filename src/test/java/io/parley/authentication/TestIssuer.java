package io.parley.authentication;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Signs tokens with a real key, and publishes that key as OpenID metadata. */
public final class TestIssuer implements OpenIdMetadataApi {

    static final TestIssuer CONNECTOR =
            new TestIssuer("connector-1", Map.of("endorsements", List.of("msteams", "webchat")));

    private final RsaJsonWebKey key;
    private final Map<String, Object> extras;
    private final AtomicInteger reads = new AtomicInteger();

    public TestIssuer(String keyId, Map<String, Object> extras) {
        try {
            this.key = RsaJwkGenerator.generateJwk(2048);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
        key.setKeyId(keyId);
        this.extras = extras;
    }

    private TestIssuer(RsaJsonWebKey key, Map<String, Object> extras) {
        this.key = key;
        this.extras = extras;
    }

    /** Publishes the same key with other fields. */
    TestIssuer publishing(Map<String, Object> otherExtras) {
        return new TestIssuer(key, otherExtras);
    }

    RsaJsonWebKey key() {
        return key;
    }

    int reads() {
        return reads.get();
    }

    public String keysDocument() {
        Map<String, Object> published = new HashMap<>(key.toParams(OutputControlLevel.PUBLIC_ONLY));
        published.put("use", "sig");
        published.putAll(extras);
        return JsonUtil.toJson(Map.of("keys", List.of(published)));
    }

    @Override
    public Uni<String> read(URI location) {
        reads.incrementAndGet();
        String document = location.getPath().contains("openid")
                ? JsonUtil.toJson(Map.of("jwks_uri", location.resolve("/keys").toString()))
                : keysDocument();
        return Uni.createFrom().item(document);
    }

    /** Returns a valid token of the Connector. */
    static JwtClaims connectorClaims(Instant now) {
        JwtClaims claims = claims(now);
        claims.setIssuer("https://api.botframework.com");
        claims.setClaim("serviceurl", Activities.SERVICE_URL);
        return claims;
    }

    /** Returns a valid token of a development tool. */
    static JwtClaims entraClaims(String issuer, String tenant, Instant now) {
        JwtClaims claims = claims(now);
        claims.setIssuer(issuer);
        claims.setClaim("tid", tenant);
        claims.setClaim("ver", "2.0");
        claims.setClaim("azp", Settings.APP_ID);
        return claims;
    }

    private static JwtClaims claims(Instant now) {
        JwtClaims claims = new JwtClaims();
        claims.setAudience(Settings.APP_ID);
        claims.setNotBefore(NumericDate.fromSeconds(now.getEpochSecond() - 300));
        claims.setExpirationTime(NumericDate.fromSeconds(now.getEpochSecond() + 3600));
        return claims;
    }

    public String sign(JwtClaims claims) {
        return sign(claims, signature -> {});
    }

    String sign(JwtClaims claims, Consumer<JsonWebSignature> change) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setHeader("typ", "JWT");
        change.accept(signature);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
