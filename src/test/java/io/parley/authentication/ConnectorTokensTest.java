package io.parley.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.MutableClock;
import io.parley.registration.Cloud;
import io.quarkus.runtime.LaunchMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectorTokensTest {

    private static final TestIssuer ISSUER = TestIssuer.CONNECTOR;

    private static final String REST_OF_CLAIMS =
            "\"iss\":\"https://api.botframework.com\",\"aud\":\"%s\",\"serviceurl\":\"%s\""
                    .formatted(Settings.APP_ID, Activities.SERVICE_URL);
    private static final String EXP = ",\"exp\":" + (MutableClock.START.getEpochSecond() + 3600);

    private final MutableClock clock = new MutableClock();
    private final JwtClaims claims = TestIssuer.connectorClaims(clock.instant());

    @Test
    void knowsTheConnector() {
        assertThat(caller(ISSUER.sign(claims)).kind()).isEqualTo(CallerKind.CONNECTOR);
    }

    @ParameterizedTest
    @EnumSource
    void knowsTheConnectorOfEachCloud(Cloud cloud) {
        for (Cloud other : Cloud.values()) {
            claims.setIssuer(other.connectorIssuer());
            String token = ISSUER.sign(claims);
            if (other == cloud) {
                assertThat(caller(Settings.registeredIn(cloud), ISSUER, token).kind())
                        .isEqualTo(CallerKind.CONNECTOR);
            } else {
                assertThatExceptionOfType(TokenRejectedException.class)
                        .isThrownBy(() -> caller(Settings.registeredIn(cloud), ISSUER, token));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.botframework.com/",
                "https://API.botframework.com",
                "http://api.botframework.com",
                "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/",
                ""
            })
    void rejectsAnotherIssuer(String issuer) {
        claims.setIssuer(issuer);

        assertRejected(ISSUER.sign(claims));
    }

    @Test
    void takesTheBotAmongSeveralAudiences() {
        claims.setAudience("someone-else", Settings.APP_ID);

        assertThat(caller(ISSUER.sign(claims)).kind()).isEqualTo(CallerKind.CONNECTOR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "someone-else",
                "https://api.botframework.com",
                "botid-" + Settings.APP_ID,
                "api://" + Settings.APP_ID,
                "api://botid-" + Settings.APP_ID,
                "B1F2A3C4-0000-4000-8000-00000000B001",
                ""
            })
    void rejectsAnotherAudience(String audience) {
        claims.setAudience(audience);

        assertRejected(ISSUER.sign(claims));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "exp", "serviceurl"})
    void rejectsATokenWithoutAClaimThatMustBeThere(String claim) {
        claims.unsetClaim(claim);

        assertRejected(ISSUER.sign(claims));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "exp", "nbf", "serviceurl"})
    void rejectsAClaimOfAnotherType(String claim) {
        claims.setClaim(claim, Map.of("not", "expected"));

        assertRejected(ISSUER.sign(claims));
    }

    @Test
    void readsTheServiceUrlClaimInLowerCaseOnly() {
        claims.unsetClaim("serviceurl");
        claims.setClaim("serviceUrl", Activities.SERVICE_URL);

        assertRejected(ISSUER.sign(claims));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "smba.trafficmanager.net", "ftp://smba.trafficmanager.net/"})
    void rejectsAServiceUrlClaimThatIsNoHttpAddress(String serviceUrl) {
        claims.setClaim("serviceurl", serviceUrl);

        assertRejected(ISSUER.sign(claims));
    }

    @Test
    void needsNoNotBefore() {
        claims.unsetClaim("nbf");

        assertThat(caller(ISSUER.sign(claims)).kind()).isEqualTo(CallerKind.CONNECTOR);
    }

    @ParameterizedTest
    @CsvSource({"270, true", "330, false"})
    void allowsTheClockOfAnExpiredTokenToBeFiveMinutesBehind(int secondsAgo, boolean accepted) {
        claims.setExpirationTime(NumericDate.fromSeconds(clock.instant().getEpochSecond() - secondsAgo));

        assertAccepted(accepted, ISSUER.sign(claims));
    }

    @ParameterizedTest
    @CsvSource({"270, true", "330, false"})
    void allowsTheClockOfAFreshTokenToBeFiveMinutesAhead(int secondsToCome, boolean accepted) {
        claims.setNotBefore(NumericDate.fromSeconds(clock.instant().getEpochSecond() + secondsToCome));

        assertAccepted(accepted, ISSUER.sign(claims));
    }

    @Test
    void rejectsASignatureOfAnotherKeyOfTheSameName() {
        TestIssuer impostor = new TestIssuer(ISSUER.key().getKeyId(), Map.of());

        assertRejected(impostor.sign(claims));
    }

    @Test
    void rejectsClaimsThatWereChangedAfterSigning() {
        String[] parts = ISSUER.sign(claims).split("\\.");
        claims.setClaim("serviceurl", "https://attacker.example.com/");

        assertRejected(parts[0] + "." + encode(claims.toJson()) + "." + parts[2]);
    }

    @Test
    void rejectsATokenWithoutItsSignature() {
        String[] parts = ISSUER.sign(claims).split("\\.");

        assertRejected(parts[0] + "." + parts[1] + ".");
        assertRejected(parts[0] + "." + parts[1]);
    }

    @Test
    void rejectsAKeyThatIsNotListed() {
        assertRejected(ISSUER.sign(claims, signature -> signature.setKeyIdHeaderValue("another")));
    }

    @Test
    void rejectsTokensWithoutAnAlgorithm() {
        assertRejected(ISSUER.sign(claims, signature -> {
            signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
            signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
            signature.setKey(null);
        }));
        assertRejected(encode("{\"kid\":\"connector-1\"}") + "." + encode(claims.toJson()) + ".c2ln");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS384", "RS512", "PS256"})
    void rejectsOtherAlgorithmsOfTheSameKey(String algorithm) {
        assertRejected(ISSUER.sign(claims, signature -> signature.setAlgorithmHeaderValue(algorithm)));
    }

    @Test
    void rejectsAPublicKeyUsedAsASharedSecret() {
        assertRejected(ISSUER.sign(claims, signature -> {
            signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
            signature.setKey(new HmacKey(ISSUER.key().getPublicKey().getEncoded()));
        }));
    }

    @Test
    void rejectsTheDummyTokenOfThePlayground() {
        JwtClaims dummy = new JwtClaims();
        dummy.setClaim("serviceurl", "http://localhost:56150/_connector/");
        dummy.setClaim("iat", clock.instant().getEpochSecond());

        assertRejected(ISSUER.sign(dummy, signature -> {
            signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
            signature.getHeaders().setObjectHeaderValue("kid", null);
            signature.setDoKeyValidation(false);
            signature.setKey(new HmacKey("dummy-secret-key".getBytes(StandardCharsets.UTF_8)));
        }));
    }

    @ParameterizedTest
    @MethodSource
    void rejectsUnacceptableHeaders(String name, Object value) {
        assertRejected(ISSUER.sign(claims, header(name, value)));
    }

    static Stream<Arguments> rejectsUnacceptableHeaders() {
        return Stream.of(
                Arguments.of("kid", null),
                Arguments.of("kid", ""),
                Arguments.of("kid", 1),
                Arguments.of("kid", List.of("connector-1")),
                Arguments.of("cty", "JWT"),
                Arguments.of("cty", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[\"exp\"]", "[\"b64\"]", "\"exp\"", "{}", "1"})
    void rejectsCriticalHeaders(String critical) {
        String[] parts = ISSUER.sign(claims).split("\\.");
        String header = "{\"alg\":\"RS256\",\"kid\":\"connector-1\",\"exp\":1,\"crit\":" + critical + "}";

        assertThatExceptionOfType(TokenRejectedException.class)
                .isThrownBy(() -> caller(encode(header) + "." + parts[1] + "." + parts[2]))
                .withMessageContaining("critical");
    }

    @Test
    void rejectsSignedCriticalHeaders() {
        assertRejected(ISSUER.sign(claims, signature -> {
            signature.setCriticalHeaderNames("hint");
            signature.setHeader("hint", "1");
        }));
    }

    @Test
    void takesNoKeyFromTheToken() throws Exception {
        TestIssuer impostor = new TestIssuer("impostor", Map.of());
        String location = "https://attacker.example.com/keys";

        assertRejected(impostor.sign(claims, signature -> {
            signature.setJwkHeader(impostor.key());
            signature.setHeader("jku", location);
            signature.setHeader("x5u", location);
            signature.setKeyIdHeaderValue(ISSUER.key().getKeyId());
        }));
    }

    @Test
    void ignoresKeyMaterialBesideAGoodSignature() {
        String token = ISSUER.sign(claims, signature -> {
            signature.setHeader("jku", "https://attacker.example.com/keys");
            signature.getHeaders().setObjectHeaderValue("x5c", List.of("not a certificate"));
        });

        assertThat(caller(token).kind()).isEqualTo(CallerKind.CONNECTOR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a.b",
                "a.b.c",
                "..",
                "...",
                "a.b.c.d.e",
                "e30.e30.e30",
                "bnVsbA.bnVsbA.bnVsbA",
                "W10.W10.W10",
                "eyJhbGciOiJSUzI1NiIsImtpZCI6IngifQ.bnVsbA.e30",
                "eyJhbGciOiJSUzI1NiIsImtpZCI6IngifQ.W10.e30",
                "eyJhbGciOiJSUzI1NiIsImtpZCI6IngifQ..e30",
                "eyJhbGciOjF9.e30.e30"
            })
    void rejectsWhatIsNoToken(String token) {
        assertRejected(token);
    }

    @ParameterizedTest
    @CsvSource({
        "https://smba.trafficmanager.net/amer/, https://SMBA.trafficmanager.net:443/amer, true",
        "https://smba.trafficmanager.net/amer/, https://smba.trafficmanager.net/emea/, false",
        "https://smba.trafficmanager.net/amer/, https://attacker.example.com/amer/, false",
        "https://smba.trafficmanager.net/amer/, http://smba.trafficmanager.net/amer/, false",
        "https://smba.trafficmanager.net/amer/, not an address, false",
        "https://smba.trafficmanager.net/amer/, '', false",
    })
    void holdsTheConnectorToItsServiceUrl(String claim, String serviceUrl, boolean allowed) {
        claims.setClaim("serviceurl", claim);
        Caller caller = caller(ISSUER.sign(claims));

        assertAllowed(allowed, () -> caller.authorize(Activities.from(serviceUrl)));
    }

    @ParameterizedTest
    @CsvSource({"expectReplies, true", "normal, false"})
    void needsNoServiceUrlForAnAnswerInTheResponse(String deliveryMode, boolean allowed) {
        Caller caller = caller(ISSUER.sign(claims));

        assertAllowed(allowed, () -> caller.authorize(Activities.withoutServiceUrl(deliveryMode)));
    }

    @Test
    void holdsTheConnectorToItsServiceUrlEvenWhenItWaitsForTheAnswer() {
        claims.setClaim("serviceurl", "https://elsewhere.example.com/");
        Caller caller = caller(ISSUER.sign(claims));

        assertAllowed(false, () -> caller.authorize(Activities.on("msteams")));
    }

    @ParameterizedTest
    @CsvSource({
        "msteams, true",
        "webchat, true",
        "slack, false",
        "MSTEAMS, false",
        "msteam, false",
        "'', false",
        ", false"
    })
    void rejectsTokenSignedForAnotherChannel(String channelId, boolean allowed) {
        Caller caller = caller(ISSUER.sign(claims));

        assertAllowed(allowed, () -> caller.authorize(Activities.on(channelId)));
    }

    @ParameterizedTest
    @MethodSource
    void treatsKeysByTheirEndorsements(Map<String, Object> published, boolean unendorsedKeys, boolean allowed) {
        Settings settings = unendorsedKeys ? Settings.registered().withUnendorsedKeys() : Settings.registered();
        Caller caller = caller(settings, ISSUER.publishing(published), ISSUER.sign(claims));

        assertAllowed(allowed, () -> caller.authorize(Activities.on("msteams")));
    }

    static Stream<Arguments> treatsKeysByTheirEndorsements() {
        return Stream.of(
                Arguments.of(Map.of(), false, false),
                Arguments.of(Map.of(), true, true),
                Arguments.of(Map.of("endorsements", List.of()), true, false),
                Arguments.of(Map.of("endorsements", "msteams"), true, false),
                Arguments.of(Map.of("endorsements", List.of("slack")), true, false),
                Arguments.of(Map.of("endorsements", List.of("msteams")), false, true));
    }

    @Test
    void doesNotShowWhatWasInTheToken() {
        claims.setClaim("serviceurl", "https://private.example.com/secret");
        String token = ISSUER.sign(claims);

        assertThat(caller(token).toString()).doesNotContain("private", "secret");
        assertThat(SignedToken.parse(new BearerToken(token))).asString().doesNotContain(token);
        claims.setAudience("private-audience");
        assertThatExceptionOfType(TokenRejectedException.class)
                .isThrownBy(() -> caller(ISSUER.sign(claims)))
                .withMessage("The token is for another audience than the bot.")
                .withNoCause();
    }

    static Stream<String> timesThatCannotBe() {
        return Stream.of("exp", "nbf", "iat").flatMap(claim -> Stream.of(
                        "1e400",
                        "-1e400",
                        "1e30",
                        "1e308",
                        "9223372036854775807",
                        "9223372036854775808",
                        "31556889864403200",
                        "-31556889864403200",
                        "9".repeat(400),
                        "1e1000000000",
                        "\"soon\"",
                        "\"1795348800\"",
                        "true",
                        "[1795348800]",
                        "{}",
                        "NaN",
                        "Infinity",
                        "-",
                        "0x7fffffff",
                        String.valueOf(MutableClock.START.getEpochSecond() + 86_400 + 301))
                .map(value ->
                        "{" + REST_OF_CLAIMS + (claim.equals("exp") ? "" : EXP) + ",\"" + claim + "\":" + value + "}"));
    }

    static Stream<String> oddClaims() {
        String nested = "[".repeat(4_000) + "]".repeat(4_000);
        return Stream.of(
                "",
                "{}",
                "[]",
                "null",
                "1",
                "\"text\"",
                "{",
                "\u0000",
                "{" + REST_OF_CLAIMS + EXP + "} trailing",
                "{" + REST_OF_CLAIMS + EXP + EXP + "}",
                "{" + REST_OF_CLAIMS + EXP + ",\"iss\":\"https://api.botframework.com\"}",
                "{" + REST_OF_CLAIMS + ",\"exp\":null}",
                "{\"iss\":[\"https://api.botframework.com\"]}",
                "{\"iss\":{\"a\":1}}",
                "{\"iss\":1e400}",
                "{\"iss\":\"https://api.botframework.com\",\"aud\":[]" + EXP + "}",
                "{\"iss\":\"https://api.botframework.com\",\"aud\":[1,null,{}]" + EXP + "}",
                "{\"iss\":\"https://api.botframework.com\",\"aud\":[[\"" + Settings.APP_ID + "\"]]" + EXP + "}",
                "{\"iss\":\"https://api.botframework.com\",\"aud\":{\"" + Settings.APP_ID + "\":1}" + EXP + "}",
                "{\"iss\":\"https://api.botframework.com\",\"aud\":true" + EXP + "}",
                "{\"iss\":\"https://api.botframework.com\",\"aud\":" + nested + "}",
                nested);
    }

    @ParameterizedTest
    @MethodSource({"timesThatCannotBe", "oddClaims"})
    void rejectsOddClaimsInARightlySignedToken(String payload) {
        assertRejected(ISSUER.sign(claims, signature -> signature.setPayload(payload)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"iat\":1", ",\"iat\":1.5,\"nbf\":0", ",\"nbf\":-1"})
    void takesTimesGoneBy(String more) {
        String payload = "{" + REST_OF_CLAIMS + EXP + more + "}";

        assertThat(caller(ISSUER.sign(claims, signature -> signature.setPayload(payload)))
                        .kind())
                .isEqualTo(CallerKind.CONNECTOR);
    }

    static Stream<String> oddHeaders() {
        return Stream.of(
                        "",
                        "[]",
                        "null",
                        "{}",
                        "{\"alg\":\"RS256\"}",
                        "{\"alg\":\"RS256\",\"kid\":1}",
                        "{\"alg\":\"RS256\",\"kid\":1e400}",
                        "{\"alg\":\"RS256\",\"kid\":[\"connector-1\"]}",
                        "{\"alg\":\"RS256\",\"kid\":{}}",
                        "{\"alg\":\"RS256\",\"kid\":\"" + "k".repeat(8_000) + "\"}",
                        "{\"alg\":\"RS256\",\"kid\":\"\\ud800\"}",
                        "{\"alg\":\"RS256\",\"kid\":\"connector-1\",\"kid\":\"connector-1\"}",
                        "{\"alg\":\"RS256\",\"kid\":\"connector-1\",\"crit\":[]}",
                        "{\"alg\":\"RS256\",\"kid\":\"connector-1\",\"crit\":1e400}",
                        "{\"alg\":\"RS256\",\"kid\":\"connector-1\",\"b64\":false,\"crit\":[\"b64\"]}",
                        "{\"alg\":[\"RS256\"],\"kid\":\"connector-1\"}",
                        "{\"alg\":{},\"kid\":\"connector-1\"}",
                        "{\"alg\":\"rs256\",\"kid\":\"connector-1\"}",
                        "{\"alg\":\"none\",\"kid\":\"connector-1\"}",
                        "{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\",\"kid\":\"connector-1\"}",
                        "[".repeat(4_000))
                .map(header -> encoded(header) + "." + encoded("{" + REST_OF_CLAIMS + EXP + "}") + ".AAAA");
    }

    static Stream<String> oddForms() {
        String header = encoded("{\"alg\":\"RS256\",\"kid\":\"connector-1\"}");
        String body = encoded("{" + REST_OF_CLAIMS + EXP + "}");
        String notUtf8 = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(new byte[] {'{', '"', (byte) 0xff, (byte) 0xc0, '"', ':', '1', '}'});
        return Stream.of(
                ".",
                "..",
                "...",
                "....",
                header,
                header + ".",
                header + "." + body,
                header + "." + body + ".",
                header + "." + body + ".A",
                header + "." + body + ".====",
                header + "=." + body + ".AAAA",
                header + ".+/+/.AAAA",
                header + "." + body + ".AAAA.AAAA",
                header + "." + body + ".AAAA.AAAA.AAAA",
                header + "." + notUtf8 + ".AAAA",
                notUtf8 + "." + body + ".AAAA",
                notUtf8 + "." + notUtf8 + "." + notUtf8,
                "A." + body + ".AAAA",
                header + ".A.AAAA",
                "~.~.~",
                "a".repeat(16_000));
    }

    @ParameterizedTest
    @MethodSource({"oddHeaders", "oddForms"})
    void rejectsOddTokens(String token) {
        assertRejected(token);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private Caller caller(String token) {
        return caller(Settings.registered(), ISSUER, token);
    }

    private Caller caller(Settings settings, TestIssuer issuer, String token) {
        return new AuthenticationPolicy(
                        settings.registrationConfig(),
                        settings.authenticationConfig(),
                        LaunchMode.NORMAL,
                        Optional.empty(),
                        clock)
                .authenticator(new OpenIdMetadataClient(issuer), clock)
                .authenticate(List.of("Bearer " + token))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private void assertAccepted(boolean accepted, String token) {
        if (accepted) {
            assertThat(caller(token).kind()).isEqualTo(CallerKind.CONNECTOR);
        } else {
            assertRejected(token);
        }
    }

    private void assertRejected(String token) {
        assertThatExceptionOfType(TokenRejectedException.class)
                .isThrownBy(() -> caller(token))
                .returns("Bearer error=\"invalid_token\"", TokenRejectedException::challenge);
    }

    private static void assertAllowed(boolean allowed, Runnable action) {
        if (allowed) {
            assertThatCode(action::run).doesNotThrowAnyException();
        } else {
            assertThatExceptionOfType(TokenRejectedException.class)
                    .isThrownBy(action::run)
                    .returns("Bearer error=\"invalid_token\"", TokenRejectedException::challenge);
        }
    }

    private static Consumer<JsonWebSignature> header(String name, Object value) {
        return signature -> signature.getHeaders().setObjectHeaderValue(name, value);
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
