package io.parley.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.MutableClock;
import io.parley.registration.Cloud;
import io.quarkus.runtime.LaunchMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntraTokensTest {

    private static final String TENANT = "d6d49420-f39b-4df7-a1dc-d59a935871db";
    private static final String OTHER_TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47";
    private static final String ISSUER = "https://login.microsoftonline.com/" + TENANT + "/v2.0";
    private static final TestIssuer ENTRA = new TestIssuer("entra-1", Map.of());
    private static final Settings SETTINGS = Settings.registered().withEntraTokens();

    private final MutableClock clock = new MutableClock();
    private final JwtClaims claims = TestIssuer.entraClaims(ISSUER, TENANT, clock.instant());

    @Test
    void knowsADevelopmentTool() {
        assertThat(caller(SETTINGS, claims).kind()).isEqualTo(CallerKind.ENTRA);
    }

    @Test
    void knowsNobodyOfEntrasInProductionUnlessToldTo() {
        Authenticator authenticator = new AuthenticationPolicy(
                        Settings.registered().registrationConfig(),
                        Settings.registered().authenticationConfig(),
                        LaunchMode.NORMAL,
                        Optional.empty(),
                        clock)
                .authenticator(new OpenIdMetadataClient(ENTRA), clock);

        assertThatExceptionOfType(TokenRejectedException.class)
                .isThrownBy(() -> caller(authenticator, ENTRA.sign(claims)));
    }

    @Test
    void knowsADevelopmentToolInDevModeUnlessToldNotTo() {
        assertThat(caller(Settings.registered(), claims).kind()).isEqualTo(CallerKind.ENTRA);
    }

    @Test
    void leavesServiceUrlsAndChannelsToOthers() {
        Caller caller = caller(SETTINGS, claims);

        assertThatCode(() -> caller.authorize(Activities.from("http://localhost:56150/_connector")))
                .doesNotThrowAnyException();
        assertThatCode(() -> caller.authorize(Activities.on("emulator"))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/, d6d49420-f39b-4df7-a1dc-d59a935871db",
        "PUBLIC, https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0,"
                + " d6d49420-f39b-4df7-a1dc-d59a935871db",
        "PUBLIC, https://sts.windows.net/f8cdef31-a31e-4b4a-93e4-5f571e91255a/, f8cdef31-a31e-4b4a-93e4-5f571e91255a",
        "PUBLIC, https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a/v2.0,"
                + " f8cdef31-a31e-4b4a-93e4-5f571e91255a",
        "PUBLIC, https://sts.windows.net/69e9b82d-4842-4902-8d1e-abc5b98a55e8/, 69e9b82d-4842-4902-8d1e-abc5b98a55e8",
        "PUBLIC, https://login.microsoftonline.com/69e9b82d-4842-4902-8d1e-abc5b98a55e8/v2.0,"
                + " 69e9b82d-4842-4902-8d1e-abc5b98a55e8",
        "PUBLIC, https://sts.windows.net/own/, own",
        "PUBLIC, https://login.microsoftonline.com/own/v2.0, own",
        "PUBLIC, https://login.microsoftonline.com/extra/v2.0, extra",
        "US_GOVERNMENT, https://sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/,"
                + " cab8a31a-1906-4287-a0d8-4eef66b95f6e",
        "US_GOVERNMENT, https://login.microsoftonline.us/cab8a31a-1906-4287-a0d8-4eef66b95f6e/v2.0,"
                + " cab8a31a-1906-4287-a0d8-4eef66b95f6e",
        "US_GOVERNMENT, https://login.microsoftonline.us/f8cdef31-a31e-4b4a-93e4-5f571e91255a/,"
                + " f8cdef31-a31e-4b4a-93e4-5f571e91255a",
        "US_GOVERNMENT, https://login.microsoftonline.us/f8cdef31-a31e-4b4a-93e4-5f571e91255a/v2.0,"
                + " f8cdef31-a31e-4b4a-93e4-5f571e91255a",
        "US_GOVERNMENT, https://login.microsoftonline.us/own/v2.0, own",
        "CHINA, https://login.partner.microsoftonline.cn/0b4a31a2-c1a0-475d-b363-5f26668660a3/own/v2.0, own",
        "CHINA, https://login.partner.microsoftonline.cn/own/v2.0, own",
    })
    void trustsTheIssuersOfACloud(Cloud cloud, String issuer, String tenant) {
        assertThat(caller(cloudSettings(cloud), TestIssuer.entraClaims(issuer, tenant, clock.instant()))
                        .kind())
                .isEqualTo(CallerKind.ENTRA);
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, https://sts.windows.net/72f988bf-86f1-41af-91ab-2d7cd011db47/, 72f988bf-86f1-41af-91ab-2d7cd011db47",
        "PUBLIC, https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0,"
                + " 72f988bf-86f1-41af-91ab-2d7cd011db47",
        "PUBLIC, https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db, d6d49420-f39b-4df7-a1dc-d59a935871db",
        "PUBLIC, https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0/,"
                + " d6d49420-f39b-4df7-a1dc-d59a935871db",
        "PUBLIC, https://sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/, cab8a31a-1906-4287-a0d8-4eef66b95f6e",
        "PUBLIC, https://login.microsoftonline.us/own/v2.0, own",
        "US_GOVERNMENT, https://login.microsoftonline.com/own/v2.0, own",
        "US_GOVERNMENT, https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/,"
                + " d6d49420-f39b-4df7-a1dc-d59a935871db",
        "CHINA, https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/, d6d49420-f39b-4df7-a1dc-d59a935871db",
    })
    void trustsNoOtherIssuer(Cloud cloud, String issuer, String tenant) {
        assertRejected(cloudSettings(cloud), TestIssuer.entraClaims(issuer, tenant, clock.instant()));
    }

    @Test
    void learnsNoIssuerFromATokenThatItRejects() {
        Authenticator authenticator = authenticator(SETTINGS, ENTRA);
        JwtClaims foreign =
                TestIssuer.entraClaims("https://sts.windows.net/" + OTHER_TENANT + "/", OTHER_TENANT, clock.instant());

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatExceptionOfType(TokenRejectedException.class)
                    .isThrownBy(() -> caller(authenticator, ENTRA.sign(foreign)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {OTHER_TENANT, "D6D49420-F39B-4DF7-A1DC-D59A935871DB", ""})
    void rejectsATenantThatIsNotTheIssuers(String tenant) {
        claims.setClaim("tid", tenant);

        assertRejected(SETTINGS, claims);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tid", "aud", "exp", "azp"})
    void rejectsATokenWithoutAClaimThatMustBeThere(String claim) {
        claims.unsetClaim(claim);

        assertRejected(SETTINGS, claims);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "api://%s", "api://botid-%s"})
    void takesTheBotAsAudience(String form) {
        claims.setAudience(form.formatted(Settings.APP_ID));

        assertThat(caller(SETTINGS, claims).kind()).isEqualTo(CallerKind.ENTRA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"another-bot", "https://api.botframework.com"})
    void rejectsAnotherAudience(String audience) {
        claims.setAudience(audience);

        assertRejected(SETTINGS, claims);
    }

    @ParameterizedTest
    @MethodSource
    void readsTheCallerWhereTheVersionHasIt(Object version, String claim, boolean accepted) {
        claims.unsetClaim("azp");
        claims.unsetClaim("ver");
        claims.setClaim(claim, Settings.APP_ID);
        if (version != null) {
            claims.setClaim("ver", version);
        }

        if (accepted) {
            assertThat(caller(SETTINGS, claims).kind()).isEqualTo(CallerKind.ENTRA);
        } else {
            assertRejected(SETTINGS, claims);
        }
    }

    static Stream<Arguments> readsTheCallerWhereTheVersionHasIt() {
        return Stream.of(
                Arguments.of("1.0", "appid", true),
                Arguments.of(null, "appid", true),
                Arguments.of("2.0", "azp", true),
                Arguments.of("1.0", "azp", false),
                Arguments.of(null, "azp", false),
                Arguments.of("2.0", "appid", false),
                Arguments.of("3.0", "azp", false),
                Arguments.of("3.0", "appid", false),
                Arguments.of("", "appid", false),
                Arguments.of(2.0, "azp", false));
    }

    @Test
    void rejectsAnotherCallerUnlessItIsAllowed() {
        claims.setClaim("azp", "another-agent");

        assertRejected(SETTINGS, claims);
        assertRejected(SETTINGS.withCallers("*"), claims);
        assertThat(caller(SETTINGS.withCallers("another-agent"), claims).kind()).isEqualTo(CallerKind.ENTRA);
    }

    @Test
    void knowsWhichOtherBotCalls() {
        assertThat(caller(SETTINGS.withCallers(Settings.APP_ID), claims).application())
                .isEmpty();

        claims.setClaim("azp", "another-agent");

        assertThat(caller(SETTINGS.withCallers("another-agent"), claims).application())
                .contains("another-agent");
    }

    @Test
    void allowsTheBotItselfBesideOtherCallers() {
        assertThat(caller(SETTINGS.withCallers("another-agent"), claims).kind()).isEqualTo(CallerKind.ENTRA);
    }

    @Test
    void rejectsASignatureOfAnotherKeyOfTheSameName() {
        TestIssuer impostor = new TestIssuer(ENTRA.key().getKeyId(), Map.of());

        assertThatExceptionOfType(TokenRejectedException.class)
                .isThrownBy(() -> caller(authenticator(SETTINGS, ENTRA), impostor.sign(claims)));
    }

    @Test
    void rejectsOtherAlgorithms() {
        assertThatExceptionOfType(TokenRejectedException.class)
                .isThrownBy(() -> caller(
                        authenticator(SETTINGS, ENTRA),
                        ENTRA.sign(
                                claims,
                                signature ->
                                        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA512))));
    }

    @ParameterizedTest
    @CsvSource({
        "https://login.microsoftonline.com/{tenantid}/v2.0, true",
        "https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0, true",
        "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0, false",
    })
    void keepsTheKeyOfOneTenantToThatTenant(String keysIssuer, boolean accepted) {
        Authenticator authenticator = authenticator(SETTINGS, ENTRA.publishing(Map.of("issuer", keysIssuer)));

        if (accepted) {
            assertThat(caller(authenticator, ENTRA.sign(claims)).kind()).isEqualTo(CallerKind.ENTRA);
        } else {
            assertThatExceptionOfType(TokenRejectedException.class)
                    .isThrownBy(() -> caller(authenticator, ENTRA.sign(claims)));
        }
    }

    @Test
    void takesNoTokenOfTheConnectorsFromEntrasKeys() {
        OpenIdMetadataApi both = location -> location.getHost().equals("login.botframework.com")
                ? TestIssuer.CONNECTOR.read(location)
                : ENTRA.read(location);
        Authenticator authenticator = new AuthenticationPolicy(
                        SETTINGS.registrationConfig(),
                        SETTINGS.authenticationConfig(),
                        LaunchMode.DEVELOPMENT,
                        Optional.empty(),
                        clock)
                .authenticator(new OpenIdMetadataClient(both), clock);
        JwtClaims connectors = TestIssuer.connectorClaims(clock.instant());

        assertThat(caller(authenticator, TestIssuer.CONNECTOR.sign(connectors)).kind())
                .isEqualTo(CallerKind.CONNECTOR);
        assertThat(caller(authenticator, ENTRA.sign(claims)).kind()).isEqualTo(CallerKind.ENTRA);
        assertThatExceptionOfType(TokenRejectedException.class)
                .isThrownBy(() -> caller(authenticator, ENTRA.sign(connectors)));
        assertThatExceptionOfType(TokenRejectedException.class)
                .isThrownBy(() -> caller(authenticator, TestIssuer.CONNECTOR.sign(claims)));
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration",
        "US_GOVERNMENT, https://login.microsoftonline.us/cab8a31a-1906-4287-a0d8-4eef66b95f6e/v2.0/.well-known/openid-configuration",
        "CHINA, https://login.partner.microsoftonline.cn/a55a4d5b-9241-49b1-b4ff-befa8db00269/.well-known/openid-configuration",
    })
    void findsTheKeysOfEachCloud(Cloud cloud, String metadata) {
        assertThat(EntraIssuers.metadata(cloud)).hasToString(metadata);
    }

    private static Settings cloudSettings(Cloud cloud) {
        return Settings.registeredIn(cloud)
                .withEntraTokens()
                .withOwnTenant("own")
                .withTenants("extra");
    }

    private void assertRejected(Settings settings, JwtClaims rejected) {
        assertThatExceptionOfType(TokenRejectedException.class).isThrownBy(() -> caller(settings, rejected));
    }

    private Caller caller(Settings settings, JwtClaims accepted) {
        return caller(authenticator(settings, ENTRA), ENTRA.sign(accepted));
    }

    private static Caller caller(Authenticator authenticator, String token) {
        return authenticator.authenticate(List.of("Bearer " + token)).await().atMost(Duration.ofSeconds(5));
    }

    private Authenticator authenticator(Settings settings, TestIssuer issuer) {
        return new AuthenticationPolicy(
                        settings.registrationConfig(),
                        settings.authenticationConfig(),
                        LaunchMode.DEVELOPMENT,
                        Optional.empty(),
                        clock)
                .authenticator(new OpenIdMetadataClient(issuer), clock);
    }
}
