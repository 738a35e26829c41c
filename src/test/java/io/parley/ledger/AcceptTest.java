package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.conversation.ConversationKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests {@code accept.lua}: storing activities, and recognising those that were delivered before. */
@NullUnmarked
class AcceptTest extends TwoReplicas {

    @Test
    void storesAnActivityAndClaimsItsConversation() {
        Acceptance acceptance = accept(FIRST);

        assertThat(acceptance.status()).isEqualTo(Acceptance.Status.ACCEPTED);
        Turn turn = acceptance.claimed().map(Turn.class::cast).orElseThrow();
        assertThat(turn.id()).isEqualTo(acceptance.turn()).isEqualTo(TurnId.of(FIRST));
        assertThat(turn.activity()).isEqualTo(FIRST);
        assertThat(turn.attempt()).isEqualTo(1);
        assertThat(turn.recorded()).isEmpty();
        assertThat(turn.sent()).isZero();
        assertThat(turn.state().welcomed()).isFalse();
        assertThat(turn.waited()).isBetween(Duration.ZERO, Duration.ofSeconds(5));
    }

    enum Stage {
        WAITING,
        RUNNING,
        REPLYING,
        DONE,
        GIVEN_UP
    }

    @ParameterizedTest
    @EnumSource
    void makesNoSecondTurnOfAnActivityDeliveredAgain(Stage stage) {
        Acceptance first = now(ledger.claims().accept(CONVERSATION, FIRST, "", stage != Stage.WAITING));
        first.claimed().map(Turn.class::cast).ifPresent(turn -> advance(turn, stage));
        Map<String, String> before = contents();

        Acceptance again = now(other.claims().accept(CONVERSATION, FIRST, "", false));

        assertThat(again)
                .isEqualTo(new Acceptance(
                        Acceptance.Status.DUPLICATE,
                        CONVERSATION,
                        first.turn(),
                        Optional.empty(),
                        stage == Stage.WAITING));
        assertThat(contents()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"RUNNING", "REPLYING", "DONE", "GIVEN_UP"})
    void givesNobodyATurnThatRunsOrHasEnded(Stage stage) {
        advance(claim(FIRST), stage);

        assertThat(now(other.claims().accept(CONVERSATION, FIRST, "", true)).claimed())
                .isEmpty();
    }

    @Test
    void knowsAMessageByTheIdItsClientGaveIt() {
        Activity sentAgain = fromClient("other", "client-1");
        TurnId first = accept(fromClient("1", "client-1")).turn();

        assertThat(accept(sentAgain))
                .isEqualTo(new Acceptance(Acceptance.Status.DUPLICATE, CONVERSATION, first, Optional.empty(), false));
        assertThat(accept(fromClient("other", "client-2")).status()).isEqualTo(Acceptance.Status.ACCEPTED);
        assertThat(accept(sentAgain).turn()).isEqualTo(TurnId.of(sentAgain));
    }

    @Test
    void takesAMessageForNewWhoseClientsIdOutlivedItsTurn() {
        TurnId first = accept(fromClient("1", "client-1")).turn();
        now(REDIS.api().del(List.of(Keys.turn(CONVERSATION, first))));

        assertThat(accept(fromClient("other", "client-1")).status()).isEqualTo(Acceptance.Status.ACCEPTED);
    }

    @Test
    void tellsActivitiesOfOneIdApartByTheirType() {
        Activity update = Samples.one("directline-conversationUpdate-user-joins", json -> json.put("id", "1"));
        accept(FIRST);

        assertThat(now(ledger.claims().accept(CONVERSATION, update, "", true)).status())
                .isEqualTo(Acceptance.Status.ACCEPTED);
    }

    @Test
    void tellsActivitiesOfOneIdApartByTheirConversation() {
        accept(FIRST);
        Activity elsewhere = Samples.message("d", "1", "first");

        Acceptance acceptance = now(ledger.claims().accept(ConversationKey.of(elsewhere), elsewhere, "", true));

        assertThat(acceptance.status()).isEqualTo(Acceptance.Status.ACCEPTED);
        assertThat(acceptance.claimed()).isPresent();
    }

    @Test
    void takesEveryActivityWithoutAnIdForANewOne() {
        Activity nameless = Samples.one("webchat-message", json -> json.without(List.of("id", "channelData")));

        assertThat(accept(nameless).status()).isEqualTo(Acceptance.Status.ACCEPTED);
        assertThat(accept(nameless).status()).isEqualTo(Acceptance.Status.ACCEPTED);
    }

    @Test
    void leavesATurnForAnyoneWhereThereIsNoRoom() {
        assertThat(now(ledger.claims().accept(CONVERSATION, FIRST, "", false)).claimed())
                .isEmpty();

        assertThat(overdue()).containsExactly(CONVERSATION);
        assertThat(takeOver(other).activity()).isEqualTo(FIRST);
        assertThat(overdue()).isEmpty();
        assertThat(now(ledger.claims().claim(CONVERSATION))).isEmpty();
    }

    @Test
    void armsAnUnfinishedTurnAgainWhenItIsDeliveredAgainAfterItsLease() {
        claimBriefly(FIRST);

        await().untilAsserted(() -> assertThat(now(other.claims().accept(CONVERSATION, FIRST, "", true))
                        .claimed())
                .hasValueSatisfying(turn -> assertThat(((Turn) turn).attempt()).isEqualTo(2)));
    }

    @Test
    void givesOneActivityThatCameManyTimesAtOnceToOneReplica() {
        List<Acceptance> acceptances =
                atOnce(40, number -> (number % 2 == 0 ? ledger : other).claims().accept(CONVERSATION, FIRST, "", true));

        assertThat(acceptances).hasSize(40);
        assertThat(acceptances.stream().filter(one -> one.status() == Acceptance.Status.ACCEPTED))
                .hasSize(1);
        assertThat(acceptances.stream().filter(one -> one.claimed().isPresent()))
                .hasSize(1);
    }

    @Test
    void givesActivitiesThatCameAtOnceToOneReplicaAndKeepsThemAll() {
        List<Acceptance> acceptances = atOnce(40, number -> (number % 2 == 0 ? ledger : other)
                .claims()
                .accept(CONVERSATION, Samples.message("c", "id-" + number, "text"), "", true));

        List<Turn> claimed = acceptances.stream()
                .flatMap(one -> one.claimed().stream())
                .map(Turn.class::cast)
                .toList();
        assertThat(claimed).hasSize(1);
        int ended = 0;
        for (Optional<Turn> next = Optional.of(claimed.get(0)); next.isPresent(); ended++) {
            next = complete(next.get());
        }
        assertThat(ended).isEqualTo(40);
    }

    /** The missing activity of another turn is not confused with the one that was just stored. */
    @Test
    void doesNotTakeTheStoredActivityForThatOfAnotherTurn() {
        Turn first = claim(FIRST);
        now(REDIS.api().hdel(List.of(Keys.turn(CONVERSATION, first.id()), "activity")));
        now(ledger.leases().release(first.lease(), Duration.ZERO));

        StartedTurn claimed = accept(SECOND).claimed().orElseThrow();

        assertThat(claimed).isInstanceOf(UnreadableTurn.class);
        assertThat(claimed.id()).isEqualTo(first.id());
    }

    private void advance(Turn turn, Stage stage) {
        switch (stage) {
            case REPLYING -> now(ledger.records().recordAnswer(turn, ANSWER));
            case DONE -> complete(turn);
            case GIVEN_UP -> now(ledger.endings().deadLetter(turn, "reason", true, true));
            default -> {}
        }
    }
}
