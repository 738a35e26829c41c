package io.parley.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.MutableClock;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetriesTest {

    private static final ConnectorAddress TEAMS = new ConnectorAddress("https://smba.trafficmanager.net/amer", true);
    private static final ConnectorAddress LOCAL = new ConnectorAddress("http://localhost:3000", false);

    private final MutableClock clock = new MutableClock();
    private final Retries retries = new Retries(Settings.of().retry(), () -> 0, clock);

    @ParameterizedTest
    @CsvSource({"412, 4", "429, 4", "503, 4", "502, 2", "504, 2"})
    void triesAgainWhatWasNotTakenForNow(int status, int tries) {
        assertThat(pausesOf(unavailable(status, null))).hasSize(tries - 1);
    }

    @Test
    void triesAgainWhereNothingWasSent() {
        var unreachable = TransportFailure.of(new ConnectException("Connection refused"));

        assertThat(pausesOf(unreachable)).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "400, BadArgument",
        "403, BotDisabledByAdmin",
        "403, ConversationBlockedByUser",
        "403, 209",
        "404, ConversationNotFound",
        "405,",
        "408,",
        "409,",
        "413, MessageSizeTooBig",
    })
    void neverRepeatsARejectedSend(int status, String code) {
        assertThat(pausesOf(new ConnectorException.Rejected(status, code))).isEmpty();
    }

    @Test
    void neverRepeatsAServiceError() {
        assertThat(pausesOf(new ConnectorException.Failed(500, "ServiceError"))).isEmpty();
    }

    @Test
    void neverRepeatsWhatMayHaveBeenTaken() {
        assertThat(pausesOf(new ConnectorException.Ambiguous(new IOException("Connection was closed"))))
                .isEmpty();
    }

    @Test
    void countsAllTriesTogether() {
        Attempt third = Attempt.first(TEAMS, clock.instant()).again(false).again(false);

        assertThat(retries.after(third, unavailable(502, null))).isEmpty();
        assertThat(retries.after(third, unavailable(503, null))).isPresent();
    }

    @Test
    void doublesThePauseEachTime() {
        assertThat(pausesOf(unavailable(503, null)))
                .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void addsUpToHalfOfThePauseAtRandom() {
        Retries late = new Retries(Settings.of().retry(), () -> 1, clock);

        assertThat(late.after(Attempt.first(TEAMS, clock.instant()), unavailable(503, null)))
                .map(Retries.Retry::pause)
                .contains(Duration.ofMillis(1500));
    }

    @Test
    void waitsAsLongAsTheConnectorAsks() {
        assertThat(pausesOf(unavailable(429, Duration.ofSeconds(7))))
                .containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7), Duration.ofSeconds(7));
    }

    @Test
    void pausesThoughTheConnectorAsksForNoWait() {
        assertThat(pausesOf(unavailable(429, Duration.ZERO))).first().isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void startsNoTryAfterTheTimeLimit() {
        assertThat(pausesOf(unavailable(429, Duration.ofSeconds(15)))).hasSize(2);
        assertThat(pausesOf(unavailable(429, Duration.ofSeconds(31)))).isEmpty();
    }

    @Test
    void replacesARefusedTokenOnce() {
        var unauthorized = new ConnectorException.Rejected(401, "BotNotRegistered");

        assertThat(pausesOf(unauthorized)).containsExactly(Duration.ZERO);
    }

    @Test
    void hasNoTokenToReplaceWhereNoneIsSent() {
        var unauthorized = new ConnectorException.Rejected(401, null);

        assertThat(retries.after(Attempt.first(LOCAL, clock.instant()), unauthorized))
                .isEmpty();
    }

    @Test
    void movesToTheHostOfGccOnce() {
        var wrongHost = new ConnectorException.Rejected(403, "InvalidBotApiHost");
        var moved =
                retries.after(Attempt.first(TEAMS, clock.instant()), wrongHost).orElseThrow();

        assertThat(moved.attempt().at())
                .isEqualTo(new ConnectorAddress("https://smba.infra.gcc.teams.microsoft.com/amer", true));
        assertThat(retries.after(moved.attempt(), wrongHost)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"https://webchat.botframework.com, true", "http://localhost:3000, false"})
    void movesFromNoOtherHost(String base, boolean withToken) {
        var wrongHost = new ConnectorException.Rejected(403, "InvalidBotApiHost");

        assertThat(retries.after(Attempt.first(new ConnectorAddress(base, withToken), clock.instant()), wrongHost))
                .isEmpty();
    }

    private static ConnectorException unavailable(int status, @Nullable Duration retryAfter) {
        return new ConnectorException.Transient(status, null, retryAfter);
    }

    private List<Duration> pausesOf(ConnectorException failure) {
        List<Duration> pauses = new ArrayList<>();
        Optional<Retries.Retry> next = retries.after(Attempt.first(TEAMS, clock.instant()), failure);
        while (next.isPresent()) {
            Retries.Retry retry = next.get();
            pauses.add(retry.pause());
            clock.advance(retry.pause());
            next = retries.after(retry.attempt(), failure);
        }
        return pauses;
    }
}
