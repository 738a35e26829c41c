package io.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.conversation.Answer;
import io.parley.conversation.ConversationKey;
import io.parley.conversation.ConversationState;
import io.parley.conversation.Exchange;
import io.parley.conversation.Remark;
import io.parley.redis.TestRedis;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the scripts on a real Redis. A second ledger stands for a second replica. */
@NullUnmarked
class LedgerTest {

    @RegisterExtension
    static final TestRedis REDIS = new TestRedis();

    private static final String SHORT_LEASE = "100ms";

    private static final ConversationKey CONVERSATION = conversation("c");
    private static final Activity FIRST = Samples.message("c", "1", "first");
    private static final Activity SECOND = Samples.message("c", "2", "second");
    private static final Activity THIRD = Samples.message("c", "3", "third");
    private static final String OLD_ELEMENT = "{\"role\":\"user\",\"content\":\"old\"}";
    private static final Answer ANSWER = answer("question", "reply");

    private final ReplicaLedger ledger = ledger();
    private final ReplicaLedger other = ledger();

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
    void findsTheLongestWaitingFirst() {
        List<String> names = samePartition(4);
        names.forEach(name -> {
            now(ledger.claims().accept(conversation(name), Samples.message(name, "1", "text"), "", false));
            awaitNextMillisecond();
        });

        assertThat(now(ledger.sweeps().look(conversation(names.get(0)).partition(), 3))
                        .overdue())
                .extracting(Waiting::conversation)
                .isEqualTo(names.stream().limit(3).map(LedgerTest::conversation).toList());
    }

    @Test
    void runsTurnsOfAConversationOneAfterTheOther() {
        Turn first = claim(FIRST);
        assertThat(accept(SECOND).claimed()).isEmpty();
        assertThat(now(other.claims().accept(CONVERSATION, THIRD, "", true)).claimed())
                .isEmpty();
        assertThat(overdue()).isEmpty();

        Turn second = complete(first).orElseThrow();
        Turn third = complete(second).orElseThrow();

        assertThat(second.activity()).isEqualTo(SECOND);
        assertThat(third.activity()).isEqualTo(THIRD);
        assertThat(complete(third)).isEmpty();
        assertThat(overdue()).isEmpty();
        assertThat(claim(Samples.message("c", "4", "fourth")).attempt()).isEqualTo(1);
    }

    @Test
    void writesHistoryWithTheEndOfTheTurn() {
        Turn turn = claim(FIRST);
        now(ledger.records().recordAnswer(turn, ANSWER));
        assertThat(history()).isEmpty();

        complete(turn);

        assertThat(history()).isEqualTo(ANSWER.remembered());
        assertThat(field(turn, "state")).isEqualTo("done");
        assertThat(field(turn, "activity")).isEmpty();
        assertThat(field(turn, "answer")).isEmpty();
    }

    @Test
    void forgetsAMessageThatItsUserDeletesWithItsAnswerAndNothingElse() {
        Turn first = claim(FIRST);
        accept(SECOND);
        accept(THIRD);
        Turn second = now(ledger.endings().complete(first, answer("one", "two"), List.of(), true))
                .next()
                .map(Turn.class::cast)
                .orElseThrow();
        Turn third = now(ledger.endings().complete(second, answer("one", "two"), List.of(), true))
                .next()
                .map(Turn.class::cast)
                .orElseThrow();
        now(REDIS.api().rpush(List.of(CONVERSATION.key("history"), "{", "7", "null", OLD_ELEMENT)));

        now(ledger.endings().complete(third, Answer.revising(new Answer.Revision("2", null)), List.of(), true));
        now(ledger.endings().complete(third, Answer.revising(new Answer.Revision("2", null)), List.of(), true));
        Turn fourth = claim(Samples.message("c", "4", "fourth"));
        now(ledger.endings().complete(fourth, Answer.revising(new Answer.Revision("unknown", null)), List.of(), true));

        assertThat(strings(now(REDIS.api().lrange(CONVERSATION.key("history"), "0", "-1"))))
                .containsExactly(
                        "{\"role\":\"user\",\"content\":\"one\",\"activity\":\"1\"}",
                        "{\"role\":\"assistant\",\"content\":\"two\",\"activity\":\"1\"}",
                        "{",
                        "7",
                        "null",
                        OLD_ELEMENT);
    }

    @Test
    void remembersAMessageAsItsUserLeftIt() {
        Turn first = claim(FIRST);
        accept(SECOND);
        accept(THIRD);
        Turn second = now(ledger.endings().complete(first, answer("one", "two"), List.of(), true))
                .next()
                .map(Turn.class::cast)
                .orElseThrow();
        Turn third = now(ledger.endings().complete(second, answer("three", "four"), List.of(), true))
                .next()
                .map(Turn.class::cast)
                .orElseThrow();

        now(ledger.endings()
                .complete(third, Answer.revising(new Answer.Revision("2", Remark.ofUser("3"))), List.of(), true));
        now(ledger.endings()
                .complete(
                        claim(Samples.message("c", "4", "fourth")),
                        Answer.revising(new Answer.Revision("2", Remark.ofUser("three, edited"))),
                        List.of(),
                        true));

        assertThat(history()).extracting(Remark::content).containsExactly("one", "two", "three, edited", "four");
    }

    @Test
    void revisesNothingOnceAnotherHoldsTheConversation() {
        Turn first = claim(FIRST);
        accept(SECOND);
        Turn second = now(ledger.endings().complete(first, answer("one", "two"), List.of(), true))
                .next()
                .map(Turn.class::cast)
                .orElseThrow();
        now(ledger.leases().release(second.lease(), Duration.ZERO));

        assertThatThrownBy(() -> now(ledger.endings()
                        .complete(second, Answer.revising(new Answer.Revision("1", null)), List.of(), true)))
                .isInstanceOf(TurnException.LeaseLost.class);

        assertThat(history()).hasSize(2);
    }

    @Test
    void answersNothingToAMessageThatItsUserDeletesWhileItWaits() {
        Turn first = claim(FIRST);
        accept(SECOND);
        accept(changed("messageDelete", "2", null));

        assertThat(next(first).activity().type()).isEqualTo("messageDelete");
        assertThat(accept(SECOND).status()).isEqualTo(Acceptance.Status.DUPLICATE);
    }

    @Test
    void runsAMessageThatItsUserEditsWhileItWaitsAsItReadsNow() {
        Turn first = claim(FIRST);
        accept(SECOND);
        accept(changed("messageUpdate", "2", "2nd"));
        accept(changed("messageUpdate", "2", "second, edited"));

        Activity next = next(first).activity();

        assertThat(next.type()).isEqualTo("message");
        assertThat(next.text()).isEqualTo("second, edited");
        assertThat(next.id()).isEqualTo("2");
    }

    @Test
    void leavesAMessageThatRunsOrIsAwaitedAsItIs() {
        Activity awaited = Samples.one("webchat-message", json -> {
            ((ObjectNode) json.get("conversation")).put("id", "c");
            json.put("id", "2").put("text", "second").put("deliveryMode", "expectReplies");
        });
        Turn first = claim(FIRST);
        accept(awaited);
        String running = field(first, "activity");

        accept(changed("messageDelete", "1", null));
        accept(changed("messageDelete", "2", null));
        accept(changed("messageDelete", "unknown", null));

        assertThat(field(first, "activity")).isEqualTo(running);
        assertThat(next(first).activity()).isEqualTo(awaited);
    }

    private Turn next(Turn turn) {
        return now(ledger.endings().complete(turn, ANSWER, List.of(), true))
                .next()
                .map(Turn.class::cast)
                .orElseThrow();
    }

    private static Activity changed(String type, String id, @Nullable String text) {
        return Samples.one("webchat-message", json -> {
            ((ObjectNode) json.get("conversation")).put("id", "c");
            json.put("type", type).put("id", id).put("text", text).remove("channelData");
        });
    }

    @Test
    void keepsTheIdsOfWhatWasSentLast() {
        Turn turn = claim(FIRST);
        for (int number = 2; number <= 40; number++) {
            accept(Samples.message("c", Integer.toString(number), "next"));
            List<String> sent = List.of("a" + turn.id().value() + "x".repeat(200), number + "-last");
            turn = now(ledger.endings().complete(turn, ANSWER, sent, true))
                    .next()
                    .map(Turn.class::cast)
                    .orElseThrow();
        }

        assertThat(isSent("40-last")).isTrue();
        assertThat(isSent("39-last")).isTrue();
        assertThat(isSent("2-last")).isFalse();
        assertThat(now(REDIS.api().hstrlen(CONVERSATION.key("conversation"), SentMessages.FIELD))
                        .toInteger())
                .isBetween(3_500, 4_096);
    }

    @Test
    void keepsNoIdThatIsNone() {
        now(ledger.endings().complete(claim(FIRST), ANSWER, List.of("x".repeat(5_000), "a\nb", "c"), true));

        assertThat(List.of(isSent("a"), isSent("b"), isSent("c"))).containsExactly(false, false, true);
    }

    private boolean isSent(String id) {
        return now(other.sentMessages().include(Samples.one("webchat-message", json -> {
            ((ObjectNode) json.get("conversation")).put("id", "c");
            json.put("replyToId", id);
        })));
    }

    @Test
    void greetsAgainWhereItWasRemovedFrom() {
        Turn first = claim(FIRST);
        accept(SECOND);
        accept(THIRD);
        Turn second = now(ledger.endings()
                        .complete(first, new Answer(List.of("Hello"), List.of(), false, true, false), List.of(), true))
                .next()
                .map(Turn.class::cast)
                .orElseThrow();
        assertThat(second.state().welcomed()).isTrue();

        Turn third = now(ledger.endings()
                        .complete(
                                second,
                                new Answer(List.of(), List.of(), true, false, false, true, null),
                                List.of(),
                                true))
                .next()
                .map(Turn.class::cast)
                .orElseThrow();

        assertThat(third.state()).isEqualTo(ConversationState.none());
    }

    @Test
    void trimsHistoryToTheExchangesThatAreKept() {
        ReplicaLedger forgetful = ledger("conversation.max-messages", "3", "conversation.grows-to", "3");
        Turn first = now(forgetful.claims().accept(CONVERSATION, FIRST, "", true))
                .claimed()
                .map(Turn.class::cast)
                .orElseThrow();
        accept(SECOND);
        Turn second = now(forgetful.endings().complete(first, answer("one", "two"), List.of(), true))
                .next()
                .map(Turn.class::cast)
                .orElseThrow();
        now(forgetful.endings().complete(second, answer("three", "four"), List.of(), true));

        assertThat(history()).extracting(Remark::content).containsExactly("three", "four");
    }

    /** Between two cuts each prompt begins like the one before, so that the service has most of it in its cache. */
    @Test
    void growsHistoryToItsHighMarkAndCutsItAtAQuestion() {
        ReplicaLedger growing = ledger("conversation.max-messages", "4", "conversation.grows-to", "8");
        List<List<String>> shown = IntStream.rangeClosed(1, 9)
                .mapToObj(turn -> {
                    Activity message = Samples.message("c", Integer.toString(turn), "text");
                    Turn claimed = now(growing.claims().accept(CONVERSATION, message, "", true))
                            .claimed()
                            .map(Turn.class::cast)
                            .orElseThrow();
                    now(growing.endings().complete(claimed, answer("q" + turn, "a" + turn), List.of(), true));
                    return claimed.state().history().stream()
                            .map(Exchange::question)
                            .toList();
                })
                .toList();

        assertThat(shown)
                .containsExactly(
                        List.of(),
                        List.of("q1"),
                        List.of("q1", "q2"),
                        List.of("q1", "q2", "q3"),
                        List.of("q3", "q4"),
                        List.of("q3", "q4", "q5"),
                        List.of("q5", "q6"),
                        List.of("q5", "q6", "q7"),
                        List.of("q7", "q8"));
    }

    @Test
    void endsATurnOnceAlthoughItIsAskedToTwice() {
        Turn first = claim(FIRST);
        accept(SECOND);

        Turn second = complete(first).orElseThrow();
        Turn secondAgain = complete(first).orElseThrow();

        assertThat(history()).isEqualTo(ANSWER.remembered());
        assertThat(secondAgain.id()).isEqualTo(second.id());
        assertThat(secondAgain.lease()).isEqualTo(second.lease());
        assertThat(secondAgain.attempt()).isEqualTo(second.attempt()).isEqualTo(1);
        assertThat(complete(secondAgain)).isEmpty();
        assertThat(complete(secondAgain)).isEmpty();
        assertThat(history()).hasSize(4);
    }

    @Test
    void goesOnWithNothingWhereThereIsNoRoomForMore() {
        Turn first = claim(FIRST);
        accept(SECOND);

        assertThat(now(ledger.endings().complete(first, ANSWER, List.of(), false))
                        .next())
                .isEmpty();

        assertThat(overdue()).containsExactly(CONVERSATION);
        assertThat(takeOver(other).activity()).isEqualTo(SECOND);
    }

    @Test
    void goesBackBehindAnotherConversationThatWaits() {
        List<String> names = samePartition(3);
        ConversationKey busy = conversation(names.get(0));
        ConversationKey newcomer = conversation(names.get(1));
        Turn first = now(ledger.claims().accept(busy, Samples.message(names.get(0), "1", "text"), "", true))
                .claimed()
                .map(Turn.class::cast)
                .orElseThrow();
        now(ledger.claims().accept(busy, Samples.message(names.get(0), "2", "text"), "", true));
        assertThat(now(other.claims().accept(newcomer, Samples.message(names.get(1), "1", "text"), "", false))
                        .waits())
                .isTrue();

        Handover handover = now(ledger.endings().complete(first, ANSWER, List.of(), true));

        assertThat(handover).isEqualTo(new Handover(Optional.empty(), Optional.of(busy), Optional.of(newcomer)));
        assertThat(now(ledger.sweeps().look(busy.partition(), 10)).overdue())
                .extracting(Waiting::conversation, Waiting::returned)
                .containsExactly(tuple(newcomer, false), tuple(busy, true));
        await().untilAsserted(() -> assertThat(now(other.claims().claim(busy)).map(Turn.class::cast))
                .get()
                .extracting(Turn::attempt)
                .isEqualTo(1));
    }

    @Test
    void letsThoseComeFirstWhoHaveNotHadTheirShare() {
        List<String> names = samePartition(3);
        String served = names.get(0);
        Turn turn = now(ledger.claims().accept(conversation(served), Samples.message(served, "1", "text"), "", true))
                .claimed()
                .map(Turn.class::cast)
                .orElseThrow();
        now(ledger.endings().complete(turn, ANSWER, List.of(), true));
        Stream.of(served, names.get(1), names.get(1), names.get(2))
                .forEach(name -> now(
                        ledger.claims().accept(conversation(name), Samples.message(name, null, "text"), "", false)));

        assertThat(now(ledger.sweeps().look(CONVERSATION.partition(), 10)).overdue())
                .extracting(Waiting::conversation, Waiting::returned)
                .containsExactlyInAnyOrder(
                        tuple(conversation(names.get(2)), false),
                        tuple(conversation(served), true),
                        tuple(conversation(names.get(1)), true));
    }

    @Test
    void knowsThatATurnHasEndedThoughTheConversationWentBackAndTheAnswerWasLost() {
        Turn first = claim(FIRST);
        accept(SECOND);
        now(ledger.endings().complete(first, ANSWER, List.of(), false));
        await().until(() -> now(other.claims().claim(CONVERSATION)).isPresent());

        assertThat(now(ledger.endings().complete(first, ANSWER, List.of(), false))
                        .next())
                .isEmpty();
        assertThat(history()).isEqualTo(ANSWER.remembered());
    }

    @Test
    void seesHowManyConversationsWaitAndForHowLong() {
        List<String> names = samePartition(4);
        names.forEach(
                name -> now(ledger.claims().accept(conversation(name), Samples.message(name, "1", "text"), "", false)));
        awaitNextMillisecond();

        Backlog seen = now(ledger.sweeps().look(CONVERSATION.partition(), 3));

        assertThat(seen.waiting()).isEqualTo(4);
        assertThat(seen.longestWait()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(10));
        assertThat(seen.overdue()).hasSize(3);
        assertThat(seen.namesAll()).isFalse();
    }

    @Test
    void leavesAnEmptyConversationToNobodyWhereThereIsNoRoomForMore() {
        now(ledger.endings().complete(claim(FIRST), ANSWER, List.of(), false));

        assertThat(overdue()).isEmpty();
        assertThat(accept(SECOND).claimed()).isPresent();
    }

    static Stream<Arguments> writes() {
        return Map.<String, BiFunction<ReplicaLedger, Turn, Uni<?>>>of(
                        "renew", (ledger, turn) -> ledger.renew(turn.lease()),
                        "recordAnswer", (ledger, turn) -> ledger.records().recordAnswer(turn, ANSWER),
                        "recordSent", (ledger, turn) -> ledger.records().recordSent(turn, 1))
                .entrySet()
                .stream()
                .map(write -> Arguments.of(write.getKey(), write.getValue()));
    }

    static Stream<Arguments> endings() {
        return Map.<String, BiFunction<ReplicaLedger, Turn, Uni<?>>>of(
                        "complete", (ledger, turn) -> ledger.endings().complete(turn, ANSWER, List.of(), true),
                        "complete without room",
                                (ledger, turn) -> ledger.endings().complete(turn, ANSWER, List.of(), false),
                        "dead-letter", (ledger, turn) -> ledger.endings().deadLetter(turn, "reason", true, true))
                .entrySet()
                .stream()
                .map(write -> Arguments.of(write.getKey(), write.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"writes", "endings"})
    void refusesWritesOfAReplicaThatLostTheConversation(String name, BiFunction<ReplicaLedger, Turn, Uni<?>> write) {
        Turn lost = claimBriefly(FIRST);
        awaitTakeOver(other);
        Map<String, String> before = contents();

        assertThatThrownBy(() -> now(write.apply(ledger, lost))).isInstanceOf(TurnException.LeaseLost.class);

        assertThat(contents()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"writes", "endings"})
    void refusesWritesOfAReplicaThatGaveTheConversationBack(
            String name, BiFunction<ReplicaLedger, Turn, Uni<?>> write) {
        Turn given = claim(FIRST);
        now(ledger.leases().release(given.lease(), Duration.ZERO));
        Map<String, String> before = contents();

        assertThatThrownBy(() -> now(write.apply(ledger, given))).isInstanceOf(TurnException.LeaseLost.class);

        assertThat(contents()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writes")
    void refusesWritesAfterTheConversationStartedAnew(String name, BiFunction<ReplicaLedger, Turn, Uni<?>> write) {
        Turn ended = claim(FIRST);
        complete(ended);
        now(other.claims().accept(CONVERSATION, SECOND, "", true));
        Map<String, String> before = contents();

        assertThatThrownBy(() -> now(write.apply(ledger, ended))).isInstanceOf(TurnException.LeaseLost.class);

        assertThat(contents()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void endsNoTurnAgainAfterTheConversationStartedAnew(String name, BiFunction<ReplicaLedger, Turn, Uni<?>> end) {
        Turn ended = claim(FIRST);
        complete(ended);
        now(other.claims().accept(CONVERSATION, SECOND, "", true));
        Map<String, String> before = contents();

        assertThat(now(end.apply(ledger, ended)))
                .isEqualTo(new Handover(Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void writesNothingToATurnThatRanOutOfItsLifetime() {
        Turn turn = claim(FIRST);
        now(REDIS.api().del(List.of(Keys.turn(CONVERSATION, turn.id()))));

        assertThatThrownBy(() -> now(ledger.records().recordAnswer(turn, ANSWER)))
                .isInstanceOf(TurnException.LeaseLost.class);
        now(ledger.leases().releaseUnstarted(turn.lease()));

        assertThat(REDIS.immortalKeys()).isEmpty();
    }

    @Test
    void releasesNothingThatIsAnotherReplicasByNow() {
        Turn lost = claimBriefly(FIRST);
        Turn held = awaitTakeOver(other);

        now(ledger.leases().release(lost.lease(), Duration.ZERO));

        now(other.renew(held.lease()));
        assertThat(overdue()).isEmpty();
    }

    @Test
    void takesNoConversationOverBeforeItsLeaseHasEnded() {
        claim(FIRST);

        assertThat(now(other.claims().claim(CONVERSATION))).isEmpty();
        assertThat(overdue()).isEmpty();
    }

    @Test
    void takesAConversationOverWhenItsLeaseHasEnded() {
        Turn first = claimBriefly(FIRST);

        Turn second = awaitTakeOver(other);

        assertThat(second.activity()).isEqualTo(FIRST);
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.waited()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        assertThat(second.lease().fence()).isNotEqualTo(first.lease().fence());
    }

    @Test
    void holdsAConversationForLongerWhenItsLeaseIsRenewed() {
        Turn turn = claimBriefly(FIRST);

        now(ledger.renew(turn.lease()));

        assertThat(now(REDIS.api().zscore("parley:{" + CONVERSATION.partition() + "}:due", CONVERSATION.digest()))
                        .toDouble())
                .isGreaterThan(millisecond() + 1_000d);
    }

    /** Keys that something else has written to. */
    @Test
    void renewsTheOtherLeasesWhenOneCannotBeRead() {
        Lease broken = claim(FIRST).lease();
        Activity elsewhere = Samples.message("elsewhere", "1", "text");
        ConversationKey other = ConversationKey.of(elsewhere);
        Lease whole = now(ledger.claims().accept(other, elsewhere, "", true))
                .claimed()
                .orElseThrow()
                .lease();
        now(REDIS.api().del(List.of(CONVERSATION.key("conversation"))));
        now(REDIS.api().set(List.of(CONVERSATION.key("conversation"), "no hash")));
        now(REDIS.api().zadd(List.of(StoredKeys.due(other), "1", other.digest())));

        assertThat(now(ledger.leases().renew(List.of(broken, whole)))).isEmpty();

        assertThat(now(REDIS.api().zscore(StoredKeys.due(other), other.digest()))
                        .toDouble())
                .isGreaterThan(1);
    }

    @Test
    void renewsNothingThatHasEnded() {
        Turn turn = claim(FIRST);
        complete(turn);

        now(ledger.renew(turn.lease()));

        assertThat(REDIS.keys()).noneMatch(key -> key.endsWith(":due"));
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

    @Test
    void letsOneReplicaTakeOverWhenManyTry() {
        claimBriefly(FIRST);
        await().untilAsserted(() -> assertThat(overdue()).isNotEmpty());

        List<Optional<StartedTurn>> taken =
                atOnce(40, number -> (number % 2 == 0 ? ledger : other).claims().claim(CONVERSATION));

        assertThat(taken.stream().flatMap(Optional::stream)).hasSize(1);
    }

    @Test
    void givesAConversationBackAtOnce() {
        Turn turn = claim(FIRST);

        now(ledger.leases().release(turn.lease(), Duration.ZERO));

        assertThat(overdue()).containsExactly(CONVERSATION);
        assertThat(takeOver(other).attempt()).isEqualTo(2);
    }

    @Test
    void recallsWhatItClaimedWithoutHearingOfIt() {
        ReplicaLedger deaf = deaf();
        assertThatThrownBy(() -> now(deaf.claims().accept(CONVERSATION, FIRST, "", true)))
                .isInstanceOf(TurnException.LedgerUnavailable.class);
        assertThat(overdue()).isEmpty();

        now(deaf.claims().releaseUnanswered());

        assertThat(overdue()).containsExactly(CONVERSATION);
        Turn turn = takeOver(other);
        assertThat(turn.attempt()).isEqualTo(1);
        now(deaf.claims().releaseUnanswered());
        now(other.renew(turn.lease()));
    }

    @Test
    void recallsNothingThatAnotherClaimHolds() {
        ReplicaLedger deaf = deaf();
        assertThatThrownBy(() -> now(deaf.claims().accept(CONVERSATION, FIRST, "", true)))
                .isInstanceOf(TurnException.LedgerUnavailable.class);
        now(REDIS.api().zadd(List.of(Keys.due(CONVERSATION.partition()), "0", CONVERSATION.digest())));
        Turn own = takeOver(deaf);

        now(deaf.claims().releaseUnanswered());

        now(deaf.renew(own.lease()));
        assertThat(overdue()).isEmpty();
    }

    /** Creates a ledger that does not get the answer to its first call. */
    private static ReplicaLedger deaf() {
        Settings settings = Settings.with();
        return ReplicaLedger.in(FatefulRedis.of(REDIS.client(), Fate.at(1, Fate.Mishap.ANSWER_LOST)), settings);
    }

    @Test
    void doesNotCountTheAttemptOfAReplicaThatStops() {
        Turn turn = claim(FIRST);

        now(ledger.leases().releaseUnstarted(turn.lease()));

        assertThat(takeOver(other).attempt()).isEqualTo(1);
    }

    @Test
    void givesAConversationBackForLater() {
        Turn turn = claim(FIRST);

        now(ledger.leases().release(turn.lease(), Duration.ofMillis(200)));

        assertThat(overdue()).isEmpty();
        assertThat(now(other.claims().accept(CONVERSATION, SECOND, "", true)).claimed())
                .isEmpty();
        assertThat(awaitTakeOver(other).activity()).isEqualTo(FIRST);
    }

    @Test
    void handsTheRecordOfATurnOnToWhoeverTakesItOver() {
        Turn turn = claimBriefly(FIRST);
        now(ledger.records().recordAnswer(turn, ANSWER));
        now(ledger.records().recordSent(turn, 1));

        Turn taken = awaitTakeOver(other);

        assertThat(taken.recorded()).contains(ANSWER);
        assertThat(taken.sent()).isEqualTo(1);
    }

    @Test
    void countsEveryStartOfATurn() {
        Turn turn = claim(FIRST);
        for (int attempt = 2; attempt <= 5; attempt++) {
            now(ledger.leases().release(turn.lease(), Duration.ZERO));
            turn = takeOver(ledger);
            assertThat(turn.attempt()).isEqualTo(attempt);
        }
    }

    @Test
    void storesNothingOverTheLimitOfAPartition() {
        ReplicaLedger small = ledger("turns.max-pending", "2");
        Turn first = now(small.claims().accept(CONVERSATION, FIRST, "", true))
                .claimed()
                .map(Turn.class::cast)
                .orElseThrow();
        now(small.claims().accept(CONVERSATION, SECOND, "", true));
        Map<String, String> before = contents();

        Acceptance refused = now(small.claims().accept(CONVERSATION, THIRD, "", true));

        assertThat(refused.status()).isEqualTo(Acceptance.Status.FULL);
        assertThat(refused.claimed()).isEmpty();
        assertThat(contents()).isEqualTo(before);
        assertThat(now(small.claims().accept(CONVERSATION, SECOND, "", true)).status())
                .isEqualTo(Acceptance.Status.DUPLICATE);
        complete(first);
        assertThat(now(small.claims().accept(CONVERSATION, THIRD, "", true)).status())
                .isEqualTo(Acceptance.Status.ACCEPTED);
    }

    @Test
    void storesNothingOverTheLimitOfAConversation() {
        ReplicaLedger small = ledger("turns.max-pending-per-conversation", "2");
        Turn first = now(small.claims().accept(CONVERSATION, FIRST, "", true))
                .claimed()
                .map(Turn.class::cast)
                .orElseThrow();
        now(small.claims().accept(CONVERSATION, SECOND, "", true));

        assertThat(now(small.claims().accept(CONVERSATION, THIRD, "", true)).status())
                .isEqualTo(Acceptance.Status.FULL);
        assertThat(now(small.claims().accept(CONVERSATION, FIRST, "", true)).status())
                .isEqualTo(Acceptance.Status.DUPLICATE);
        assertThat(now(small.claims().accept(conversation("d"), Samples.message("d", "3", "third"), "", true))
                        .status())
                .isEqualTo(Acceptance.Status.ACCEPTED);
        complete(first);
        assertThat(now(small.claims().accept(CONVERSATION, THIRD, "", true)).status())
                .isEqualTo(Acceptance.Status.ACCEPTED);
    }

    @Test
    void keepsTheLastFifthOfAPartitionForConversationsThatHaveNothingWaiting() {
        ReplicaLedger small = ledger("turns.max-pending", "5");
        List<String> names = samePartition(3);
        String talkative = names.get(0);
        for (int number = 0; number < 4; number++) {
            assertThat(acceptIn(small, talkative, Integer.toString(number))).isEqualTo(Acceptance.Status.ACCEPTED);
        }

        assertThat(acceptIn(small, talkative, "4")).isEqualTo(Acceptance.Status.FULL);
        assertThat(acceptIn(small, names.get(1), "1")).isEqualTo(Acceptance.Status.ACCEPTED);
        assertThat(acceptIn(small, names.get(2), "1")).isEqualTo(Acceptance.Status.FULL);
    }

    @Test
    void storesNothingOverTheLimitOfAUserInWhateverConversation() {
        ReplicaLedger small = ledger("turns.max-pending-per-user", "2");
        List<String> names = samePartition(4);
        Turn first = now(small.claims()
                        .accept(conversation(names.get(0)), Samples.message(names.get(0), "1", "text"), "", true))
                .claimed()
                .map(Turn.class::cast)
                .orElseThrow();
        assertThat(acceptIn(small, names.get(1), "1")).isEqualTo(Acceptance.Status.ACCEPTED);
        assertThat(acceptIn(small, names.get(2), "1")).isEqualTo(Acceptance.Status.FULL);
        Activity another = Samples.one("webchat-message", json -> {
            json.withObject("/conversation").put("id", names.get(3));
            json.withObject("/from").put("id", "another");
            json.remove("channelData");
        });
        assertThat(now(small.claims().accept(conversation(names.get(3)), another, "", false))
                        .status())
                .isEqualTo(Acceptance.Status.ACCEPTED);

        complete(first);

        assertThat(acceptIn(small, names.get(2), "1")).isEqualTo(Acceptance.Status.ACCEPTED);
    }

    /** A version that does not know users may have ended them. */
    @Test
    void forgetsTurnsOfAUserThatHaveEndedOtherwise() {
        ReplicaLedger small = ledger("turns.max-pending-per-user", "1");
        Turn first = claim(FIRST);
        now(REDIS.api().hdel(List.of(Keys.turn(CONVERSATION, first.id()), "user")));
        assertThat(acceptIn(small, "c", "2")).isEqualTo(Acceptance.Status.FULL);

        complete(first);

        assertThat(acceptIn(small, "c", "2")).isEqualTo(Acceptance.Status.ACCEPTED);
    }

    @Test
    void countsNoTurnThatRanOutOfItsLifetime() {
        ReplicaLedger small = ledger("turns.max-pending", "1", "turns.unfinished-lifetime", "50ms");
        now(small.claims().accept(CONVERSATION, FIRST, "", false));
        await().untilAsserted(() -> assertThat(REDIS.keys())
                .noneMatch(key -> key.endsWith(TurnId.of(FIRST).value())));

        assertThat(now(small.claims().accept(CONVERSATION, SECOND, "", false)).status())
                .isEqualTo(Acceptance.Status.ACCEPTED);
    }

    @Test
    void tellsTheAnswerOfATurnThatExpectsReplies() {
        Activity activity = Samples.one("webchat-message", json -> json.put("deliveryMode", "expectReplies"));
        ConversationKey conversation = ConversationKey.of(activity);
        Turn turn = now(ledger.claims().accept(conversation, activity, "", true))
                .claimed()
                .map(Turn.class::cast)
                .orElseThrow();
        assertThat(now(other.outcomes().outcome(conversation, turn.id()))).isEmpty();
        now(ledger.records().recordAnswer(turn, ANSWER));
        assertThat(now(other.outcomes().outcome(conversation, turn.id()))).isEmpty();

        now(ledger.endings().complete(turn, ANSWER, List.of(), true)).next();

        assertThat(now(other.outcomes().outcome(conversation, turn.id()))).contains(ANSWER);
        assertThat(now(other.outcomes().outcome(conversation, new TurnId("unknown"))))
                .isEmpty();
    }

    @Test
    void tellsTheApologyOfATurnThatExpectsRepliesAndWasGivenUp() {
        Activity activity = Samples.one("webchat-message", json -> json.put("deliveryMode", "expectReplies"));
        ConversationKey conversation = ConversationKey.of(activity);
        Turn turn = now(ledger.claims().accept(conversation, activity, "", true))
                .claimed()
                .map(Turn.class::cast)
                .orElseThrow();
        now(ledger.records().recordAnswer(turn, Answer.saying("Sorry")));

        now(ledger.endings().deadLetter(turn, "reason", true, true));

        assertThat(now(other.outcomes().outcome(conversation, turn.id()))).contains(Answer.saying("Sorry"));
    }

    @Test
    void keepsATurnThatIsGivenUpAndGoesOnWithTheNext() {
        Turn first = claim(FIRST);
        accept(SECOND);

        Turn second = now(ledger.endings().deadLetter(first, "It never ended", false, true))
                .next()
                .map(Turn.class::cast)
                .orElseThrow();

        assertThat(second.activity()).isEqualTo(SECOND);
        assertThat(field(first, "state")).isEqualTo("dead");
        assertThat(field(first, "reason")).isEqualTo("It never ended");
        assertThat(field(first, "activity")).contains("first");
        assertThat(history()).isEmpty();
        assertThat(lifetime(Keys.dead(CONVERSATION.partition()))).isBetween(Duration.ofDays(29), Duration.ofDays(30));
        assertThat(lifetime(Keys.turn(CONVERSATION, first.id()))).isBetween(Duration.ofDays(29), Duration.ofDays(30));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsTheAnswerOfATurnThatIsGivenUpWhereItIsOne(boolean answered) {
        Turn turn = claim(FIRST);
        now(ledger.records().recordAnswer(turn, ANSWER));

        now(ledger.endings().deadLetter(turn, "reason", answered, true));

        assertThat(field(turn, "answer").isEmpty()).isNotEqualTo(answered);
    }

    @Test
    void reportsATurnThatItCannotReadAndGoesOnWithTheNextOnceThatIsDead() {
        Turn first = claim(FIRST);
        accept(SECOND);
        now(REDIS.api().hset(List.of(Keys.turn(CONVERSATION, first.id()), "activity", "{")));
        now(ledger.leases().release(first.lease(), Duration.ZERO));

        StartedTurn unreadable = now(other.claims().claim(CONVERSATION)).orElseThrow();

        assertThat(unreadable).isInstanceOf(UnreadableTurn.class);
        assertThat(unreadable.id()).isEqualTo(first.id());
        assertThat(field(first, "state")).isEqualTo("running");
        assertThat(now(other.endings().deadLetter((UnreadableTurn) unreadable, true))
                        .next()
                        .map(Turn.class::cast)
                        .map(Turn::activity))
                .contains(SECOND);
        assertThat(field(first, "state")).isEqualTo("dead");
        assertThat(now(ledger.sweeps().look(CONVERSATION.partition(), 0)).deadLetters())
                .isEqualTo(1);
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

    @Test
    void goesOnWithoutAMessageOfHistoryThatItCannotRead() {
        complete(claim(FIRST));
        now(REDIS.api().lset(CONVERSATION.key("history"), "1", "{"));

        Turn second = claim(SECOND);

        assertThat(second.state().history()).extracting(Exchange::answers).containsExactly(List.of());
    }

    @Test
    void tellsWhoeverTakesOverThatATurnWasGivenUpAndOnlyItsApologyIsLeft() {
        Turn turn = claimBriefly(FIRST);
        now(ledger.records().recordApology(turn, Answer.saying("Sorry"), "It never ended"));

        Turn taken = awaitTakeOver(other);

        assertThat(taken.givenUp()).contains("It never ended");
        assertThat(taken.recorded()).contains(Answer.saying("Sorry"));
    }

    @Test
    void givesATurnTheTraceOfItsRequest() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        now(ledger.claims().accept(CONVERSATION, FIRST, trace, false));

        assertThat(takeOver(other).trace()).isEqualTo(trace);
    }

    @Test
    void startsATurnWithWhatIsKnownOfItsConversation() {
        Turn first = claim(FIRST);
        accept(SECOND);

        Turn second = now(ledger.endings().complete(first, ANSWER, List.of(), true))
                .next()
                .map(Turn.class::cast)
                .orElseThrow();

        assertThat(first.state()).isEqualTo(ConversationState.none());
        assertThat(second.state()).isEqualTo(new ConversationState(false, Exchange.of(ANSWER.remembered())));
        now(ledger.leases().release(second.lease(), Duration.ZERO));
        assertThat(takeOver(other).state()).isEqualTo(second.state());
        assertThat(accept(SECOND).claimed()).isEmpty();
    }

    @Test
    void seesWhatThereIsToDo() {
        assertThat(now(ledger.sweeps().look(CONVERSATION.partition(), 10)))
                .isEqualTo(new Backlog(0, Duration.ZERO, 0, 0, Duration.ZERO, Optional.empty(), List.of()));
        Turn turn = claim(FIRST);
        accept(SECOND);
        awaitNextMillisecond();

        Backlog running = now(ledger.sweeps().look(CONVERSATION.partition(), 10));
        assertThat(running.unfinished()).isEqualTo(2);
        assertThat(running.oldest()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(10));
        assertThat(running.next())
                .hasValueSatisfying(next -> assertThat(next).isBetween(Duration.ZERO, Duration.ofSeconds(3)));
        assertThat(running.overdue()).isEmpty();

        now(ledger.endings().deadLetter(turn, "reason", false, false));
        Backlog left = now(ledger.sweeps().look(CONVERSATION.partition(), 10));
        assertThat(left.unfinished()).isEqualTo(1);
        assertThat(left.deadLetters()).isEqualTo(1);
        assertThat(waiting(left)).containsExactly(CONVERSATION);
        assertThat(now(ledger.sweeps().look(CONVERSATION.partition(), 0)).overdue())
                .isEmpty();
    }

    @Test
    void startsHistoryOverWhenTheAnswerForgets() {
        Turn first = claim(FIRST);
        accept(SECOND);
        Turn second = complete(first).orElseThrow();

        now(ledger.endings().complete(second, forgetting(), List.of(), true));

        assertThat(history()).isEmpty();
    }

    @Test
    void remembersThatAConversationWasWelcomed() {
        Turn first = claim(FIRST);
        accept(SECOND);

        Turn second = now(ledger.endings().complete(first, welcoming(), List.of(), true))
                .next()
                .map(Turn.class::cast)
                .orElseThrow();
        assertThat(second.state().welcomed()).isTrue();
        complete(second);

        assertThat(claim(THIRD).state().welcomed()).isTrue();
    }

    @Test
    void givesEverythingItsLifetime() {
        Turn first = claim(FIRST);
        accept(SECOND);
        String prefix = CONVERSATION.key("turn") + ':';
        assertThat(lifetime(prefix + first.id().value())).isBetween(Duration.ofDays(6), Duration.ofDays(7));
        assertThat(lifetime(CONVERSATION.key("conversation"))).isBetween(Duration.ofDays(29), Duration.ofDays(30));

        complete(first);

        assertThat(lifetime(prefix + first.id().value())).isBetween(Duration.ofHours(23), Duration.ofHours(24));
        assertThat(lifetime(CONVERSATION.key("history"))).isBetween(Duration.ofDays(29), Duration.ofDays(30));
        assertThat(lifetime(CONVERSATION.key("conversation"))).isBetween(Duration.ofDays(29), Duration.ofDays(30));
    }

    @Test
    void keepsAConversationForAsLongAsItsUnfinishedTurns() {
        ReplicaLedger forgetful = ledger("conversation.retention", "50ms");
        Turn first = now(forgetful.claims().accept(CONVERSATION, FIRST, "", true))
                .claimed()
                .map(Turn.class::cast)
                .orElseThrow();
        now(forgetful.claims().accept(CONVERSATION, SECOND, "", true));
        assertThat(lifetime(CONVERSATION.key("conversation"))).isGreaterThan(Duration.ofDays(6));

        now(forgetful.endings().complete(first, ANSWER, List.of(), true));

        assertThat(lifetime(CONVERSATION.key("conversation"))).isGreaterThan(Duration.ofDays(6));
        assertThat(lifetime(CONVERSATION.key("history"))).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void makesNothingOfAConversationThatRanOutOfItsLifetime() {
        ReplicaLedger shortLived = ledger("turns.unfinished-lifetime", "20ms", "conversation.retention", "20ms");
        List<String> names = samePartition(2);
        ConversationKey gone = conversation(names.get(0));
        now(shortLived.claims().accept(gone, Samples.message(names.get(0), "1", "text"), "", false));
        now(ledger.claims().accept(conversation(names.get(1)), Samples.message(names.get(1), "1", "text"), "", false));
        await().untilAsserted(() -> assertThat(REDIS.keys()).noneMatch(key -> key.endsWith(gone.digest())));

        assertThat(now(ledger.claims().claim(gone))).isEmpty();

        assertThat(REDIS.immortalKeys()).isEmpty();
        assertThat(now(ledger.sweeps().look(gone.partition(), 10)).overdue())
                .extracting(Waiting::conversation)
                .containsExactly(conversation(names.get(1)));
    }

    @Test
    void keepsNothingForEverAndEverythingOfAConversationInOneSlot() {
        Turn first = claim(fromClient("1", "client-1"));
        accept(SECOND);
        accept(THIRD);
        now(ledger.records().recordAnswer(first, ANSWER));
        now(ledger.records().recordSent(first, 1));
        Turn second = complete(first).orElseThrow();
        now(ledger.leases().release(second.lease(), Duration.ZERO));
        Turn third = now(ledger.endings().deadLetter(takeOver(other), "reason", true, true))
                .next()
                .map(Turn.class::cast)
                .orElseThrow();
        now(ledger.renew(third.lease()));
        assertThat(REDIS.immortalKeys()).isEmpty();
        assertThat(REDIS.keys())
                .hasSizeGreaterThan(8)
                .allMatch(key -> key.startsWith("parley:{" + CONVERSATION.partition() + "}:"));

        now(ledger.endings().complete(third, forgetting(), List.of(), false));

        assertThat(REDIS.immortalKeys()).isEmpty();
    }

    @Test
    void sendsScriptsAgainToARedisThatForgotThem() {
        Turn first = claim(FIRST);
        accept(SECOND);

        forgetScripts();
        now(ledger.renew(first.lease()));
        forgetScripts();
        now(ledger.records().recordAnswer(first, ANSWER));
        forgetScripts();
        Turn second = complete(first).orElseThrow();
        forgetScripts();
        now(ledger.leases().release(second.lease(), Duration.ZERO));
        forgetScripts();
        assertThat(overdue()).containsExactly(CONVERSATION);
        forgetScripts();
        assertThat(takeOver(other).activity()).isEqualTo(SECOND);
        assertThat(history()).isEqualTo(ANSWER.remembered());
    }

    @Test
    void failsWhileRedisIsAwayAndGoesOnWhenItIsBack() {
        TestRedis redis = new TestRedis();
        redis.start(getClass());
        try {
            ReplicaLedger alone = ledger(redis);
            Turn turn = now(alone.claims().accept(CONVERSATION, FIRST, "", true))
                    .claimed()
                    .map(Turn.class::cast)
                    .orElseThrow();

            redis.goAway();
            assertUnavailable(alone.claims().accept(CONVERSATION, SECOND, "", true));
            assertUnavailable(alone.claims().claim(CONVERSATION));
            assertUnavailable(alone.sweeps().look(1, 1));
            assertUnavailable(alone.renew(turn.lease()));
            assertUnavailable(alone.records().recordAnswer(turn, ANSWER));
            assertUnavailable(alone.endings().complete(turn, ANSWER, List.of(), true));
            assertUnavailable(alone.leases().release(turn.lease(), Duration.ZERO));
            assertUnavailable(alone.outcomes().outcome(CONVERSATION, turn.id()));

            redis.comeBack();
            assertThat(now(alone.claims().accept(CONVERSATION, SECOND, "", true))
                            .claimed())
                    .isPresent();
        } finally {
            redis.stop();
        }
    }

    private static void assertUnavailable(Uni<?> call) {
        assertThatThrownBy(() -> now(call)).isInstanceOf(TurnException.LedgerUnavailable.class);
    }

    private void advance(Turn turn, Stage stage) {
        switch (stage) {
            case REPLYING -> now(ledger.records().recordAnswer(turn, ANSWER));
            case DONE -> complete(turn);
            case GIVEN_UP -> now(ledger.endings().deadLetter(turn, "reason", true, true));
            default -> {}
        }
    }

    private static Acceptance.Status acceptIn(ReplicaLedger ledger, String conversation, String id) {
        return now(ledger.claims()
                        .accept(conversation(conversation), Samples.message(conversation, id, "text"), "", false))
                .status();
    }

    private Acceptance accept(Activity activity) {
        return now(ledger.claims().accept(CONVERSATION, activity, "", true));
    }

    private Turn claim(Activity activity) {
        return accept(activity).claimed().map(Turn.class::cast).orElseThrow();
    }

    /** Claims a conversation like a replica that dies at once. */
    private static Turn claimBriefly(Activity activity) {
        return now(ledger("turns.lease", SHORT_LEASE).claims().accept(CONVERSATION, activity, "", true))
                .claimed()
                .map(Turn.class::cast)
                .orElseThrow();
    }

    private static Turn takeOver(ReplicaLedger ledger) {
        return now(ledger.claims().claim(CONVERSATION)).map(Turn.class::cast).orElseThrow();
    }

    private static Turn awaitTakeOver(ReplicaLedger ledger) {
        return await().until(() -> now(ledger.claims().claim(CONVERSATION)), Optional::isPresent)
                .map(Turn.class::cast)
                .orElseThrow();
    }

    private Optional<Turn> complete(Turn turn) {
        return now(ledger.endings().complete(turn, ANSWER, List.of(), true))
                .next()
                .map(Turn.class::cast);
    }

    private List<ConversationKey> overdue() {
        return waiting(now(ledger.sweeps().look(CONVERSATION.partition(), 10)));
    }

    private static List<ConversationKey> waiting(Backlog seen) {
        return seen.overdue().stream().map(Waiting::conversation).toList();
    }

    private static ReplicaLedger ledger(String... settings) {
        return ledger(REDIS, settings);
    }

    private static ReplicaLedger ledger(TestRedis redis, String... settings) {
        return ReplicaLedger.in(redis, Settings.with(settings));
    }

    private static ConversationKey conversation(String name) {
        return ConversationKey.of(Samples.message(name, "1", "text"));
    }

    /** Returns names of conversations whose keys share a partition; those whose digests come last are first. */
    private static List<String> samePartition(int count) {
        return IntStream.range(0, 10_000)
                .mapToObj(Integer::toString)
                .filter(name -> conversation(name).partition() == CONVERSATION.partition())
                .limit(count)
                .sorted((one, two) ->
                        conversation(two).digest().compareTo(conversation(one).digest()))
                .toList();
    }

    private static Activity fromClient(String id, String clientId) {
        return Samples.one("webchat-message", json -> {
            json.put("id", id);
            ((ObjectNode) json.get("conversation")).put("id", "c");
            ((ObjectNode) json.get("channelData")).put("clientActivityID", clientId);
        });
    }

    private static Answer answer(String question, String reply) {
        return new Answer(List.of(reply), List.of(Remark.ofUser(question), Remark.ofBot(reply)), false, false, true);
    }

    private static Answer forgetting() {
        return new Answer(List.of(), List.of(), true, false, false);
    }

    private static Answer welcoming() {
        return new Answer(List.of("Hello"), List.of(), false, true, false);
    }

    private static List<Remark> history() {
        return strings(now(REDIS.api().lrange(CONVERSATION.key("history"), "0", "-1"))).stream()
                .map(json -> Samples.read(json, Remark.class))
                .toList();
    }

    private static Optional<String> stored(Turn turn, String field) {
        String key = CONVERSATION.key("turn") + ':' + turn.id().value();
        return Optional.ofNullable(now(REDIS.api().hget(key, field))).map(Response::toString);
    }

    private static String field(Turn turn, String field) {
        return stored(turn, field).orElse("");
    }

    private static Duration lifetime(String key) {
        return Duration.ofMillis(now(REDIS.api().pttl(key)).toLong());
    }

    private static void awaitNextMillisecond() {
        long before = millisecond();
        await().pollDelay(Duration.ZERO).until(() -> millisecond() > before);
    }

    /** The time by the clock of Redis. */
    private static long millisecond() {
        List<String> time = strings(now(REDIS.api().time()));
        return Long.parseLong(time.get(0)) * 1000 + Long.parseLong(time.get(1)) / 1000;
    }

    private static void forgetScripts() {
        REDIS.forgetScripts();
    }

    /** Returns everything that Redis holds, in a form that can be compared. */
    private static Map<String, String> contents() {
        return REDIS.keys().stream()
                .collect(Collectors.toMap(
                        key -> key,
                        key -> Arrays.toString(now(REDIS.api().dump(key)).toBytes())));
    }

    private static <T> List<T> atOnce(int calls, IntFunction<Uni<T>> call) {
        return now(Multi.createFrom()
                .range(0, calls)
                .onItem()
                .transformToUni(call::apply)
                .merge(calls)
                .collect()
                .asList());
    }

    private static List<String> strings(Response response) {
        return StreamSupport.stream(response.spliterator(), false)
                .map(Response::toString)
                .toList();
    }

    private static <T> T now(Uni<T> call) {
        return call.await().atMost(Duration.ofSeconds(10));
    }
}
