package io.parley.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.MutableClock;
import io.parley.activity.Activity;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationPolicyTest {

    private static final Settings UNREGISTERED = Settings.unregistered();

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void doesNotStartInProductionWithoutAnAppId(String appId) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> authenticator(UNREGISTERED, LaunchMode.NORMAL))
                .withMessageContaining("MICROSOFT_APP_ID");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> authenticator(UNREGISTERED.withAppId(appId), LaunchMode.NORMAL));
    }

    @ParameterizedTest
    @EnumSource(
            value = LaunchMode.class,
            names = {"DEVELOPMENT", "TEST"})
    void letsAnybodyInWhileItIsDeveloped(LaunchMode launchMode) {
        assertThat(caller(UNREGISTERED, launchMode).kind()).isEqualTo(CallerKind.ANONYMOUS);
    }

    @ParameterizedTest
    @EnumSource
    void demandsATokenWhereverThereIsAnAppId(LaunchMode launchMode) {
        assertThatExceptionOfType(TokenRejectedException.class)
                .isThrownBy(() -> caller(Settings.registered(), launchMode))
                .returns("Bearer", TokenRejectedException::challenge);
    }

    @Test
    void looksAtNoTokenWhereAnybodyIsLetIn() {
        Authenticator authenticator = authenticator(UNREGISTERED, LaunchMode.DEVELOPMENT);

        assertThat(caller(authenticator, "Bearer dummy.token.here", "Basic Zm9v")
                        .kind())
                .isEqualTo(CallerKind.ANONYMOUS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:56150/_connector", "http://127.0.0.1:3979/", "http://[::1]:3979"})
    void answersAnybodyOnThisMachine(String serviceUrl) {
        assertThatCode(() -> anybody().authorize(Activities.from(serviceUrl))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://smba.trafficmanager.net/amer/",
                "http://169.254.169.254/",
                "http://localhost.example.com/",
                "nonsense",
                ""
            })
    void answersAnybodyNowhereElse(String serviceUrl) {
        Activity activity = Activities.from(serviceUrl);

        assertThatExceptionOfType(TokenRejectedException.class)
                .isThrownBy(() -> anybody().authorize(activity));
    }

    @Test
    void answersAnybodyWhoWaitsForIt() {
        assertThatCode(() -> anybody().authorize(Activities.withoutServiceUrl("expectReplies")))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(TokenRejectedException.class)
                .isThrownBy(() -> anybody().authorize(Activities.withoutServiceUrl("normal")));
    }

    @Test
    void loadsKeysOnlyOnceItIsPrepared() {
        TestIssuer issuer = TestIssuer.CONNECTOR.publishing(Map.of());
        Authenticator authenticator = authenticator(Settings.registered(), LaunchMode.NORMAL, issuer);
        assertThat(issuer.reads()).isZero();

        authenticator.prepare();

        assertThat(issuer.reads()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://login.example.com/openidconfiguration",
                "file:///openidconfiguration",
                "openidconfiguration"
            })
    void takesKeysFromNoPlaceThatOthersCanChange(String metadata) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(
                        () -> authenticator(Settings.registered().withConnectorMetadata(metadata), LaunchMode.NORMAL))
                .withMessageContaining("PARLEY_AUTHENTICATION_CONNECTOR_METADATA");
    }

    private static Caller anybody() {
        return caller(UNREGISTERED, LaunchMode.DEVELOPMENT);
    }

    private static Caller caller(Settings settings, LaunchMode launchMode) {
        return caller(authenticator(settings, launchMode));
    }

    private static Caller caller(Authenticator authenticator, String... authorizations) {
        return authenticator.authenticate(List.of(authorizations)).await().atMost(Duration.ofSeconds(5));
    }

    private static Authenticator authenticator(Settings settings, LaunchMode launchMode) {
        return authenticator(settings, launchMode, TestIssuer.CONNECTOR);
    }

    private static Authenticator authenticator(Settings settings, LaunchMode launchMode, TestIssuer issuer) {
        return new AuthenticationPolicy(
                        settings.registrationConfig(),
                        settings.authenticationConfig(),
                        launchMode,
                        Optional.empty(),
                        new MutableClock())
                .authenticator(new OpenIdMetadataClient(issuer), new MutableClock());
    }
}
