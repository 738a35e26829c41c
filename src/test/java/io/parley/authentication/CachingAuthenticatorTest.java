package io.parley.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.MutableClock;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CachingAuthenticatorTest {

    private static final List<String> TOKEN = List.of("Bearer one");

    private final MutableClock clock = new MutableClock();
    private final MutableClock ages = new MutableClock();
    private final List<List<String>> verified = new ArrayList<>();
    private Duration lifetime = Duration.ofHours(1);
    private boolean wrong;
    private final Authenticator authenticator = new CachingAuthenticator(
            new Authenticator() {
                @Override
                public boolean isPrepared() {
                    return true;
                }

                @Override
                public Uni<Caller> authenticate(List<String> authorizations) {
                    verified.add(authorizations);
                    return wrong
                            ? Uni.createFrom().failure(TokenRejectedException.missing())
                            : Uni.createFrom()
                                    .item(new EntraCaller(
                                            Optional.empty(), clock.instant().plus(lifetime)));
                }

                @Override
                public void prepare() {
                    verified.add(List.of("prepared"));
                }
            },
            clock,
            ages);

    @Test
    void verifiesATokenOnceInAWhile() {
        Caller first = authenticate(TOKEN);
        pass(Duration.ofMinutes(4));

        assertThat(authenticate(TOKEN)).isSameAs(first);
        assertThat(verified).hasSize(1);
    }

    @Test
    void verifiesATokenAgainAfterFiveMinutes() {
        authenticate(TOKEN);
        pass(Duration.ofMinutes(5));

        authenticate(TOKEN);

        assertThat(verified).hasSize(2);
    }

    @Test
    void believesNoTokenForLongerThanItLasts() {
        lifetime = Duration.ofSeconds(10);
        authenticate(TOKEN);
        pass(Duration.ofSeconds(9));
        authenticate(TOKEN);
        assertThat(verified).hasSize(1);
        pass(Duration.ofSeconds(1));
        wrong = true;

        assertThatExceptionOfType(TokenRejectedException.class).isThrownBy(() -> authenticate(TOKEN));
    }

    @Test
    void tellsTokensApart() {
        authenticate(TOKEN);
        wrong = true;

        assertThatExceptionOfType(TokenRejectedException.class).isThrownBy(() -> authenticate(List.of("Bearer two")));
        assertThatExceptionOfType(TokenRejectedException.class).isThrownBy(() -> authenticate(List.of()));
        assertThatExceptionOfType(TokenRejectedException.class)
                .isThrownBy(() -> authenticate(List.of("Bearer one", "Bearer one")));
    }

    @Test
    void remembersNoRefusal() {
        wrong = true;
        assertThatExceptionOfType(TokenRejectedException.class).isThrownBy(() -> authenticate(TOKEN));
        wrong = false;

        assertThat(authenticate(TOKEN).kind()).isEqualTo(CallerKind.ENTRA);
    }

    @Test
    void preparesWhatItDecorates() {
        authenticator.prepare();

        assertThat(verified).containsExactly(List.of("prepared"));
    }

    private Caller authenticate(List<String> authorizations) {
        return authenticator.authenticate(authorizations).await().atMost(Duration.ofSeconds(5));
    }

    @Test
    void forgetsATokenInTimeAlthoughTheClockIsSetBack() {
        authenticate(TOKEN);
        clock.advance(Duration.ofDays(-1));
        ages.advance(Duration.ofMinutes(5));

        authenticate(TOKEN);

        assertThat(verified).hasSize(2);
    }

    private void pass(Duration time) {
        clock.advance(time);
        ages.advance(time);
    }
}
