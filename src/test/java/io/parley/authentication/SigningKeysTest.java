package io.parley.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.MutableClock;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SigningKeysTest {

    private static final Duration MOMENT = Duration.ofMillis(1);

    private final MutableClock clock = new MutableClock();
    private final List<UniEmitter<? super Map<String, SigningKey>>> loadings = new ArrayList<>();
    private final SigningKeys keys =
            new SigningKeys("the Connector", Uni.createFrom().emitter(loadings::add), Settings.keys(), clock);

    @Test
    void loadsNothingBeforeItIsAsked() {
        assertThat(loadings).isEmpty();
    }

    @Test
    void makesTheFirstRequestWaitForTheLoadingThatIsUnderWay() {
        keys.prefetch();
        UniAssertSubscriber<SigningKey> request = find("a");
        request.assertNotTerminated();

        loaded("a");

        assertThat(request.getItem().id()).isEqualTo("a");
        assertThat(loadings).hasSize(1);
    }

    @Test
    void saysWhetherKeysWereEverLoaded() {
        keys.prefetch();
        assertThat(keys.wereLoaded()).isFalse();

        loaded("a");

        assertThat(keys.wereLoaded()).isTrue();
    }

    @Test
    void loadsOnceForAllWhoWait() {
        List<UniAssertSubscriber<SigningKey>> requests =
                IntStream.range(0, 100).mapToObj(i -> find("a")).toList();

        loaded("a");

        assertThat(requests).allSatisfy(UniAssertSubscriber::assertCompleted);
        assertThat(loadings).hasSize(1);
    }

    @Test
    void goesOnLoadingWhenWhoAskedGoesAway() {
        UniAssertSubscriber<SigningKey> impatient = find("a");
        UniAssertSubscriber<SigningKey> patient = find("a");

        impatient.cancel();
        loaded("a");

        patient.assertCompleted();
    }

    @Test
    void keepsKeysWithoutAskingAgain() {
        haveLoaded("a");
        clock.advance(Duration.ofHours(12));

        find("a").assertCompleted();

        assertThat(loadings).hasSize(1);
    }

    @Test
    void refreshesInTheBackgroundAfterTwelveHours() {
        haveLoaded("a");
        clock.advance(Duration.ofHours(12).plus(MOMENT));

        find("a").assertCompleted();
        find("a").assertCompleted();
        assertThat(loadings).hasSize(2);

        loaded("b");
        find("b").assertCompleted();
        find("a").assertFailedWith(TokenRejectedException.class);
        assertThat(loadings).hasSize(2);
    }

    @Test
    void waitsForNewKeysAfterADay() {
        haveLoaded("a");
        clock.advance(Duration.ofHours(24).plus(MOMENT));

        UniAssertSubscriber<SigningKey> request = find("a");
        request.assertNotTerminated();
        loaded("b");

        request.assertFailedWith(TokenRejectedException.class);
    }

    @Test
    void findsANewKeyByLoadingOnce() {
        haveLoaded("a");
        clock.advance(Duration.ofMinutes(1));

        UniAssertSubscriber<SigningKey> request = find("b");
        loaded("a", "b");

        request.assertCompleted();
        assertThat(loadings).hasSize(2);
    }

    @Test
    void loadsOnceForAStormOfUnknownKeys() {
        haveLoaded("a");
        clock.advance(Duration.ofMinutes(1));
        List<UniAssertSubscriber<SigningKey>> first =
                IntStream.range(0, 100).mapToObj(i -> find("unknown-" + i)).toList();
        loaded("a");
        List<UniAssertSubscriber<SigningKey>> later =
                IntStream.range(0, 100).mapToObj(i -> find("unknown-" + i)).toList();

        assertThat(first).allSatisfy(request -> request.assertFailedWith(TokenRejectedException.class));
        assertThat(later).allSatisfy(request -> request.assertFailedWith(TokenRejectedException.class));
        assertThat(loadings).hasSize(2);
    }

    @Test
    void asksAgainForAnUnknownKeyAfterTheCooldownOnly() {
        haveLoaded("a");

        clock.advance(Duration.ofMinutes(1).minus(MOMENT));
        find("b").assertFailedWith(TokenRejectedException.class);
        assertThat(loadings).hasSize(1);

        clock.advance(MOMENT);
        find("b").assertNotTerminated();
        assertThat(loadings).hasSize(2);
    }

    @Test
    void keepsServingKnownKeysDuringAStorm() {
        haveLoaded("a");
        clock.advance(Duration.ofMinutes(1));
        find("unknown");

        find("a").assertCompleted();
    }

    @Test
    void keepsOldKeysWhileMetadataIsAway() {
        haveLoaded("a");
        clock.advance(Duration.ofDays(5));

        UniAssertSubscriber<SigningKey> request = find("a");
        failed();
        request.assertCompleted();
        find("a").assertCompleted();
        assertThat(loadings).hasSize(2);

        clock.advance(MOMENT);
        find("a").assertFailedWith(KeysUnavailableException.class);
    }

    @Test
    void comesBackWhenMetadataDoes() {
        haveLoaded("a");
        clock.advance(Duration.ofDays(6));
        UniAssertSubscriber<SigningKey> early = find("a");
        failed();
        early.assertFailedWith(KeysUnavailableException.class);

        clock.advance(Duration.ofSeconds(2));
        UniAssertSubscriber<SigningKey> request = find("a");
        loaded("a");

        request.assertCompleted();
    }

    @Test
    void saysThatNothingCanBeToldIfKeysWereNeverLoaded() {
        UniAssertSubscriber<SigningKey> request = find("a");
        failed();

        request.assertFailedWith(KeysUnavailableException.class);
        assertThatExceptionOfType(KeysUnavailableException.class)
                .isThrownBy(() -> keys.find("a").await().atMost(Duration.ofSeconds(5)))
                .returns(Duration.ofSeconds(2), KeysUnavailableException::retryAfter);
        assertThat(loadings).hasSize(1);
    }

    @Test
    void triesAgainSoonIfKeysWereNeverLoaded() {
        UniAssertSubscriber<SigningKey> early = find("a");
        failed();
        early.assertFailedWith(KeysUnavailableException.class);

        clock.advance(Duration.ofSeconds(2));
        UniAssertSubscriber<SigningKey> request = find("a");
        loaded("a");

        request.assertCompleted();
        assertThat(loadings).hasSize(2);
    }

    private UniAssertSubscriber<SigningKey> find(String keyId) {
        return keys.find(keyId).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    @Test
    void loadsKeysAlthoughTheClockIsSetBack() {
        keys.prefetch();
        failed();
        clock.advance(Duration.ofDays(-1));

        UniAssertSubscriber<SigningKey> request = find("a");
        loaded("a");

        assertThat(request.getItem().id()).isEqualTo("a");
    }

    @Test
    void renewsKeysThatWereLoadedInATimeToCome() {
        haveLoaded("a");
        clock.advance(Duration.ofDays(-1));

        find("a");

        assertThat(loadings).hasSize(2);
    }

    private void haveLoaded(String... keyIds) {
        keys.prefetch();
        loaded(keyIds);
    }

    private void loaded(String... keyIds) {
        Map<String, SigningKey> loaded = new HashMap<>();
        for (String keyId : keyIds) {
            loaded.put(keyId, new SigningKey(keyId, TestIssuer.CONNECTOR.key().getPublicKey(), null, null));
        }
        lastLoading().complete(loaded);
    }

    private void failed() {
        lastLoading().fail(new OpenIdMetadataException("The metadata is away."));
    }

    private UniEmitter<? super Map<String, SigningKey>> lastLoading() {
        return loadings.get(loadings.size() - 1);
    }
}
