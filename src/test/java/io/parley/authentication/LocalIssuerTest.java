package io.parley.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quarkus.runtime.LaunchMode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocalIssuerTest {

    private static final URI SERVICE_URL = URI.create("http://127.0.0.1:3978/playground/connector");
    private static final Settings UNREGISTERED = Settings.unregistered();

    private final LocalIssuer issuer = new LocalIssuer(Optional.of(Settings.APP_ID), false);

    @ParameterizedTest
    @EnumSource
    void speaksForItsServiceUrlOnly(LaunchMode launchMode) {
        Caller caller = caller(Settings.registered(), launchMode, Optional.of(issuer), token(issuer));

        assertThat(caller.kind()).isEqualTo(CallerKind.LOCAL);
        assertThatCode(() -> caller.authorize(Activities.from(SERVICE_URL.toString())))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(TokenRejectedException.class)
                .isThrownBy(() -> caller.authorize(Activities.from("http://127.0.0.1:3979/")));
    }

    @ParameterizedTest
    @EnumSource
    void isNobodyWhereThereIsNoPlayground(LaunchMode launchMode) {
        assertThatExceptionOfType(TokenRejectedException.class)
                .isThrownBy(() -> caller(Settings.registered(), launchMode, Optional.empty(), token(issuer)));
    }

    @Test
    void isNobodyInAnotherProcess() {
        LocalIssuer another = new LocalIssuer(Optional.of(Settings.APP_ID), false);

        assertThatExceptionOfType(TokenRejectedException.class)
                .isThrownBy(
                        () -> caller(Settings.registered(), LaunchMode.NORMAL, Optional.of(another), token(issuer)));
    }

    @Test
    void isAllThatADemoBelieves() {
        LocalIssuer demo = new LocalIssuer(Optional.empty(), false);

        assertThat(caller(UNREGISTERED, LaunchMode.NORMAL, Optional.of(demo), token(demo))
                        .kind())
                .isEqualTo(CallerKind.LOCAL);
        assertThatExceptionOfType(TokenRejectedException.class)
                .isThrownBy(() -> caller(UNREGISTERED, LaunchMode.NORMAL, Optional.of(demo)));
    }

    @Test
    void signsForThisMachineOnly() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> issuer.token(URI.create("https://smba.trafficmanager.net/amer/")));
    }

    @Test
    void isNeededWhereverTheBotAsksForTokens() {
        assertThat(issuer.isNeeded()).isTrue();
        assertThat(new LocalIssuer(Optional.empty(), false).isNeeded()).isTrue();
        assertThat(new LocalIssuer(Optional.empty(), true).isNeeded()).isFalse();
    }

    @Test
    void makesWhoeverHasItsTokensComeFromThisMachine() {
        assertThat(CallerKind.LOCAL.isNearby()).isTrue();
        assertThat(CallerKind.CONNECTOR.isNearby()).isFalse();
    }

    private static String token(LocalIssuer issuer) {
        return "Bearer " + issuer.token(SERVICE_URL).await().atMost(Duration.ofSeconds(20));
    }

    private static Caller caller(
            Settings settings, LaunchMode launchMode, Optional<LocalIssuer> local, String... authorizations) {
        return new AuthenticationPolicy(
                        settings.registrationConfig(),
                        settings.authenticationConfig(),
                        launchMode,
                        local,
                        Clock.systemUTC())
                .authenticator(new OpenIdMetadataClient(TestIssuer.CONNECTOR), Clock.systemUTC())
                .authenticate(List.of(authorizations))
                .await()
                .atMost(Duration.ofSeconds(20));
    }
}
