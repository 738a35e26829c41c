package io.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.activity.ActivityTypes;
import io.parley.activity.Samples;
import io.parley.chat.ChatException;
import io.parley.connector.ConnectorException;
import io.parley.connector.FakeConnector;
import io.parley.conversation.ConversationKey;
import io.parley.ledger.Fate;
import io.parley.ledger.StoredKeys;
import io.parley.ledger.TurnException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Replicas that run turns, with a real Redis. */
@NullUnmarked
class TurnWorkerTest extends RunningTurns {

    private static final List<String> DEFAULTS =
            List.of("turns.sweep-interval", "30ms", "turns.retry-delay", "30ms", "turns.shutdown-grace", "1ms");

    @Test
    void answersATurnAtOnceAndLeavesNothingToDo() {
        accept(replica(), message("1"));

        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("answer to 1"));
        awaitEndOfTurns();
        assertThat(model.questions()).hasSize(1);
    }

    @Test
    void answersAConversationInOrderAcrossReplicas() {
        Replica one = replica();
        Replica other = replica();
        model.behave(question -> Uni.createFrom()
                .item(Model.answerTo(question))
                .onItem()
                .delayIt()
                .by(Duration.ofMillis(5)));

        IntStream.rangeClosed(1, 20)
                .forEach(number -> accept(number % 2 == 0 ? one : other, message(Integer.toString(number))));

        await().untilAsserted(() -> assertThat(channel.said("c"))
                .isEqualTo(IntStream.rangeClosed(1, 20)
                        .mapToObj(number -> "answer to " + number)
                        .toList()));
    }

    @Test
    void answersAMessageAsItsUserLeftItWhileItWaited() {
        Replica replica = replica();
        CompletableFuture<String> thought = new CompletableFuture<>();
        model.behave(question -> question.equals("1")
                ? Uni.createFrom().completionStage(thought)
                : Uni.createFrom().item(Model.answerTo(question)));
        accept(replica, message("1"));
        accept(replica, message("2"));
        accept(replica, message("3"));

        accept(replica, changed("messageDelete", "2", null));
        accept(replica, changed("messageUpdate", "3", "three"));
        thought.complete("thought");
        accept(replica, message("4"));

        await().untilAsserted(() ->
                assertThat(channel.said("c")).containsExactly("thought", "answer to three", "answer to 4"));
        awaitEndOfTurns();
    }

    @ParameterizedTest
    @CsvSource({
        "c, sent-1, true",
        "c, sent-2, true",
        "c, sent, false",
        "c, , false",
        "d, sent-1, false",
        "c;messageid=sent-1, sent-1, true",
        "c;messageid=7, 7, false"
    })
    void answersWhatRepliesToItInARoom(String conversation, @Nullable String replyToId, boolean answered) {
        AtomicInteger ids = new AtomicInteger();
        channel.behave(activity -> Uni.createFrom().item(Optional.of("sent-" + ids.incrementAndGet())));
        Replica replica = replica();
        accept(replica, inRoom("c", "1", "/help", null));
        accept(replica, inRoom("c", "2", "@mybot hello", "unknown"));
        await().untilAsserted(() -> assertThat(channel.said("c")).hasSize(2));
        awaitEndOfTurns();

        accept(replica(), inRoom(conversation, "3", "and then?", replyToId));
        awaitEndOfTurns();

        assertThat(model.timesAsked("and then?")).isEqualTo(answered ? 1 : 0);
    }

    @Test
    void takesAReplyInARoomWhoseRecordIsOfAnotherKindForOneToSomebodyElse() {
        Activity reply = inRoom("c", "1", "and then?", "sent-1");
        now(REDIS.api().set(List.of(ConversationKey.of(reply).key("conversation"), "a string", "PX", "600000")));

        accept(replica(), reply);
        awaitEndOfTurns();

        assertThat(model.timesAsked("and then?")).isZero();
    }

    private static Activity inRoom(String conversation, String id, String text, @Nullable String replyToId) {
        return Samples.one("webchat-message", json -> {
            ((ObjectNode) json.get("conversation")).put("id", conversation).put("isGroup", true);
            json.put("id", id).put("text", text).put("replyToId", replyToId).remove("channelData");
        });
    }

    private static Activity changed(String type, String id, @Nullable String text) {
        return Samples.one("webchat-message", json -> {
            ((ObjectNode) json.get("conversation")).put("id", "c");
            json.put("type", type).put("id", id).put("text", text).remove("channelData");
        });
    }

    @Test
    void runsOneTurnOfAConversationAtATimeAndConversationsSideBySide() {
        Replica replica = replica();
        model.behave(question -> Uni.createFrom().nothing());

        accept(replica, message("1"));
        accept(replica, message("2"));
        accept(replica, Samples.message("d", "3", "3"));

        await().untilAsserted(() -> assertThat(model.questions()).hasSize(2));
        assertThat(model.timesAsked("2")).isZero();
    }

    @Test
    void answersOnceWhenAnActivityIsDeliveredToManyAtOnce() {
        Replica one = replica();
        Replica other = replica();

        Uni.join()
                .all(IntStream.range(0, 20)
                        .mapToObj(number -> (number % 2 == 0 ? one : other).accept(message("1")))
                        .toList())
                .andFailFast()
                .await()
                .atMost(Duration.ofSeconds(10));

        await().untilAsserted(() -> assertThat(channel.said("c")).hasSize(1));
        awaitEndOfTurns();
        assertThat(channel.said("c")).hasSize(1);
    }

    @Test
    void takesOverFromAReplicaThatDiedWhileTheModelWasThinking() {
        Replica dying = replica("turns.lease", "300ms");
        model.behave(question -> Uni.createFrom().nothing());
        accept(dying, message("1"));
        accept(dying, message("2"));
        await().untilAsserted(() -> assertThat(model.questions()).hasSize(1));

        dying.fate().die();
        model.behave(question -> Uni.createFrom().item(Model.answerTo(question)));
        replica().sweeping();

        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("answer to 1", "answer to 2"));
        awaitEndOfTurns();
    }

    @Test
    void holdsAConversationForAsLongAsTheModelThinks() {
        Replica slow = replica("turns.lease", "300ms");
        CompletableFuture<String> thought = new CompletableFuture<>();
        model.behave(question -> Uni.createFrom().completionStage(thought));
        accept(slow, message("1"));
        replica().sweeping();
        String due =
                ConversationKey.partitionKey(ConversationKey.of(message("1")).partition(), "due");
        double firstEnd = leaseEnd(due);

        await().untilAsserted(() -> assertThat(leaseEnd(due)).isGreaterThan(firstEnd + 600));
        thought.complete("a long thought");

        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("a long thought"));
        assertThat(model.questions()).hasSize(1);
    }

    @Test
    void saysNothingOnceAnotherReplicaHoldsTheConversation() {
        Replica slow = replica("turns.lease", "300ms");
        CompletableFuture<String> thought = new CompletableFuture<>();
        model.behave(question -> Uni.createFrom().completionStage(thought));
        accept(slow, message("1"));
        await().untilAsserted(() -> assertThat(model.questions()).hasSize(1));
        model.behave(question -> Uni.createFrom().item("quicker"));
        Replica quick = replica();
        takeOver(quick, ConversationKey.of(message("1")));
        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("quicker"));

        thought.complete("late");
        accept(slow, message("2"));

        await().untilAsserted(() -> assertThat(channel.said("c")).hasSize(2));
        assertThat(channel.said("c")).containsExactly("quicker", "quicker");
    }

    @Test
    void takesWhatWasAcceptedWithoutRoom() {
        Replica small = replica("turns.max-concurrent", "1");
        CompletableFuture<String> thought = new CompletableFuture<>();
        model.behave(question -> Uni.createFrom().completionStage(thought));
        accept(small, message("1"));
        accept(small, Samples.message("d", "2", "2"));
        await().untilAsserted(() -> assertThat(model.questions()).hasSize(1));
        small.sweeping();

        thought.complete("thought");

        await().untilAsserted(() -> assertThat(channel.said("d")).containsExactly("thought"));
        assertThat(channel.said("c")).containsExactly("thought");
    }

    @Test
    void runsNoMoreAtOnceThanItHasRoomFor() {
        Replica small = replica("turns.max-concurrent", "3").sweeping();
        AtomicInteger thinking = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        model.behave(question -> Uni.createFrom()
                .item(Model.answerTo(question))
                .invoke(() -> most.accumulateAndGet(thinking.incrementAndGet(), Math::max))
                .onItem()
                .delayIt()
                .by(Duration.ofMillis(20))
                .invoke(thinking::decrementAndGet));

        Uni.join()
                .all(IntStream.range(0, 30)
                        .mapToObj(number -> small.accept(Samples.message("c" + number, "1", "1")))
                        .toList())
                .andFailFast()
                .await()
                .atMost(Duration.ofSeconds(5));

        await().untilAsserted(
                        () -> assertThat(channel.posts(ActivityTypes.MESSAGE)).hasSize(30));
        assertThat(most.get()).isBetween(2, 3);
    }

    @Test
    void refusesWhatIsOverTheLimit() {
        Replica full = replica("turns.max-pending", "1");
        model.behave(question -> Uni.createFrom().nothing());
        accept(full, message("1"));

        assertThatThrownBy(() -> accept(full, message("2"))).isInstanceOf(TurnException.Overloaded.class);
    }

    static Stream<Uni<String>> brokenModels() {
        return Stream.of(
                Uni.createFrom().failure(new IllegalStateException("A bug")),
                Uni.createFrom().deferred(() -> {
                    throw new IllegalStateException("A bug");
                }));
    }

    @ParameterizedTest
    @MethodSource("brokenModels")
    void apologisesForATurnThatFailsEachTimeAndGoesOn(Uni<String> broken) {
        model.behave(
                question -> question.equals("1") ? broken : Uni.createFrom().item(Model.answerTo(question)));
        Replica replica = replica().sweeping();

        accept(replica, message("1"));
        accept(replica, message("2"));

        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("apology", "answer to 2"));
        assertThat(model.timesAsked("1")).isEqualTo(3);
        awaitEndOfTurns();
        assertThat(REDIS.keys()).anyMatch(key -> key.endsWith(":dead"));
    }

    @Test
    void apologisesForATurnThatTakesTooLongEachTime() {
        model.behave(question -> Uni.createFrom().nothing());

        accept(replica("turns.timeout", "50ms").sweeping(), message("1"));

        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("apology"));
        assertThat(model.timesAsked("1")).isEqualTo(3);
        awaitEndOfTurns();
    }

    @Test
    void sendsNothingAgainWhenItsTimeRunsOutWhileItIsSent() {
        AtomicInteger tries = new AtomicInteger();
        channel.behave(activity -> {
            tries.incrementAndGet();
            return Uni.createFrom().nothing();
        });

        accept(replica("turns.timeout", "1s").sweeping(), message("1"));

        awaitEndOfTurns();
        assertThat(tries).hasValue(1);
        assertThat(REDIS.keys()).anyMatch(key -> key.endsWith(":dead"));
        assertThat(model.questions()).hasSize(1);
    }

    @Test
    void sendsNoPartAgainWhenItsTimeRunsOutWhileALaterOneIsSent() {
        model.behave(question -> Uni.createFrom().item("word ".repeat(2_000).strip()));
        AtomicInteger tries = new AtomicInteger();
        channel.behave(activity -> tries.incrementAndGet() == 1
                ? Uni.createFrom().item(Optional.of("id"))
                : Uni.createFrom().nothing());

        accept(replica("turns.timeout", "1s").sweeping(), onSlack("1"));

        awaitEndOfTurns();
        assertThat(tries).hasValue(2);
        assertThat(REDIS.keys()).anyMatch(key -> key.endsWith(":dead"));
    }

    @Test
    void apologisesOnceThoughItsTimeRunsOutMeanwhile() {
        model.behave(question -> Uni.createFrom().failure(new IllegalStateException("A bug")));
        AtomicInteger tries = new AtomicInteger();
        channel.behave(activity -> {
            tries.incrementAndGet();
            return Uni.createFrom().nothing();
        });

        accept(replica("turns.timeout", "1s").sweeping(), message("1"));

        awaitEndOfTurns();
        assertThat(tries).hasValue(1);
        assertThat(REDIS.keys()).anyMatch(key -> key.endsWith(":dead"));
    }

    /** The part of an answer that was shown is not a reply: the turn is tried again. */
    @Test
    void triesAgainWhenItsTimeRunsOutWhileTheModelWrites() {
        model.write((question, draft) -> {
            draft.accept("One");
            return model.timesAsked(question) > 1
                    ? Uni.createFrom().item("One, two")
                    : Uni.createFrom().nothing();
        });

        accept(replica("turns.timeout", "1s", "turns.typing-after", "20ms").sweeping(), message("1"));

        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("One, two"));
        awaitEndOfTurns();
        assertThat(channel.drafts("c")).containsExactly("One");
        assertThat(REDIS.keys()).noneMatch(key -> key.endsWith(":dead"));
    }

    @Test
    void sendsWhatWasAnsweredHoweverOftenAReplicaDiedSendingIt() {
        ConversationKey conversation = ConversationKey.of(message("1"));
        AtomicInteger tries = new AtomicInteger();
        channel.behave(activity -> {
            tries.incrementAndGet();
            return Uni.createFrom().nothing();
        });
        replica().store(message("1"));
        for (int attempt = 1; attempt <= 3; attempt++) {
            int tried = attempt;
            takeOver(replica(), conversation);
            await().untilAsserted(() -> assertThat(tries).hasValue(tried));
        }

        channel.behave(activity -> Uni.createFrom().item(Optional.of("id")));
        takeOver(replica(), conversation);

        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("answer to 1"));
        assertThat(model.questions()).hasSize(1);
        awaitEndOfTurns();
    }

    @Test
    void goesOnLookingForTurnsAfterOneThatBreaksTheBot() {
        model.behave(question -> {
            if (question.equals("1")) {
                throw new IllegalStateException("A bug");
            }
            return Uni.createFrom().item(Model.answerTo(question));
        });
        Replica replica = replica();
        replica.store(message("1"));
        replica.sweeping();
        await().untilAsserted(() -> assertThat(model.questions()).isNotEmpty());

        replica.store(Samples.message("d", "2", "2"));

        await().untilAsserted(() -> assertThat(channel.said("d")).containsExactly("answer to 2"));
        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("apology"));
    }

    @Test
    void goesOnBehindATurnThatItCannotRead() {
        Replica replica = replica();
        Activity unreadable = message("1");
        replica.store(unreadable);
        replica.store(message("2"));
        REDIS.api()
                .hset(List.of(StoredKeys.turn(unreadable), "activity", "{"))
                .await()
                .indefinitely();

        replica.sweeping();

        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("answer to 2"));
        awaitEndOfTurns();
    }

    @Test
    void sendsAfterACrashOnlyWhatIsLeftOfALongAnswer() {
        ConversationKey conversation = ConversationKey.of(onSlack("1"));
        model.behave(question -> Uni.createFrom().item("word ".repeat(2_000).strip()));
        AtomicInteger taken = new AtomicInteger();
        channel.behave(activity -> taken.incrementAndGet() <= 2
                ? Uni.createFrom().item(Optional.of("id"))
                : Uni.createFrom().nothing());
        replica().store(onSlack("1"));
        replica().claim(conversation);
        await().untilAsserted(() -> assertThat(taken).hasValue(3));

        channel.behave(activity -> Uni.createFrom().item(Optional.of("id")));
        takeOver(replica(), conversation);

        await().untilAsserted(() -> assertThat(channel.said("c")).hasSize(3));
        awaitEndOfTurns();
        assertThat(String.join(" ", channel.said("c")))
                .isEqualTo("word ".repeat(2_000).strip());
        assertThat(channel.said("c")).allSatisfy(part -> assertThat(part).hasSizeLessThanOrEqualTo(4_000));
        assertThat(model.questions()).hasSize(1);
    }

    @Test
    void apologisesAgainAfterACrashAndStillMakesADeadLetterOfTheTurn() {
        ConversationKey conversation = ConversationKey.of(message("1"));
        model.behave(question -> Uni.createFrom().failure(new IllegalStateException("A bug")));
        AtomicInteger tries = new AtomicInteger();
        channel.behave(activity -> {
            tries.incrementAndGet();
            return Uni.createFrom().nothing();
        });
        Replica dying = replica("turns.max-attempts", "1");
        dying.store(message("1"));
        dying.sweeping();
        await().untilAsserted(() -> assertThat(tries).hasValue(1));
        dying.fate().die();

        channel.behave(activity -> Uni.createFrom().item(Optional.of("id")));
        takeOver(replica("turns.max-attempts", "5"), conversation);

        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("apology"));
        await().untilAsserted(() -> assertThat(REDIS.keys()).anyMatch(key -> key.endsWith(":dead")));
        assertThat(model.questions()).hasSize(1);
    }

    @Test
    void countsWhatItDoes() {
        Replica replica = replica().sweeping();
        CompletableFuture<String> thought = new CompletableFuture<>();
        model.behave(question -> Uni.createFrom().completionStage(thought));
        accept(replica, message("1"));
        accept(replica, message("1"));
        accept(replica, message("2"));

        await().untilAsserted(() ->
                assertThat(gauge(replica, "parley.turns.unfinished")).isEqualTo(2));
        await().untilAsserted(
                        () -> assertThat(gauge(replica, "parley.turns.oldest")).isPositive());
        assertThat(gauge(replica, "parley.turns.running")).isEqualTo(1);
        thought.complete("thought");

        await().untilAsserted(() ->
                assertThat(gauge(replica, "parley.turns.unfinished")).isZero());
        await().untilAsserted(
                        () -> assertThat(gauge(replica, "parley.turns.running")).isZero());
        assertThat(gauge(replica, "parley.turns.oldest")).isZero();
        assertThat(received(replica, "accepted")).isEqualTo(2);
        assertThat(received(replica, "duplicate")).isEqualTo(1);
        assertThat(replica.metrics().get("parley.turns.answered").timer().count())
                .isEqualTo(2);
    }

    @Test
    void countsWhatFailsAndWhatItGivesUp() {
        model.behave(question -> Uni.createFrom().failure(new IllegalStateException("A bug")));
        Replica replica = replica().sweeping();

        accept(replica, message("1"));

        await().untilAsserted(
                        () -> assertThat(gauge(replica, "parley.dead.letters")).isEqualTo(1));
        assertThat(replica.metrics().get("parley.turns.dead").counter().count()).isEqualTo(1);
        assertThat(replica.metrics().get("parley.turns.failed").counter().count())
                .isEqualTo(3);
    }

    @Test
    void countsFeedbackOnceAndAtOnce() {
        CompletableFuture<String> thought = new CompletableFuture<>();
        model.behave(question -> Uni.createFrom().completionStage(thought));
        Replica replica = replica();
        accept(replica, message("1"));
        await().untilAsserted(() -> assertThat(model.questions()).hasSize(1));

        assertThat(replica.answerAtOnce(feedback("1"))).isTrue();
        await().untilAsserted(() -> assertThat(likes(replica)).isEqualTo(1));
        assertThat(replica.answerAtOnce(feedback("1"))).isTrue();
        assertThat(replica.answerAtOnce(feedback("2"))).isTrue();

        await().untilAsserted(() -> assertThat(likes(replica)).isEqualTo(2));
        assertThat(replica.answerAtOnce(message("2"))).isFalse();
        thought.complete("thought");
    }

    private Activity feedback(String id) {
        return Samples.one("teams-invoke-message-submitAction-feedback", json -> {
            json.put("id", id).put("channelId", message("1").channelId());
            json.withObject("/conversation").put("id", "c");
        });
    }

    private static double likes(Replica replica) {
        return replica.metrics().find("parley.feedback").tag("reaction", "like").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Test
    void apologisesForAModelThatGivesNoAnswer() {
        model.behave(question -> Uni.createFrom().failure(new ChatException.Unavailable("away")));

        accept(replica(), message("1"));

        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("apology"));
        awaitEndOfTurns();
        assertThat(REDIS.keys()).noneMatch(key -> key.endsWith(":dead"));
    }

    @Test
    void sendsAgainWhatWasNotTakenWithoutAskingTheModelAgain() {
        AtomicInteger tries = new AtomicInteger();
        channel.behave(activity -> tries.incrementAndGet() < 3
                ? Uni.createFrom().failure(FakeConnector.busy())
                : Uni.createFrom().item(Optional.of("id")));
        Replica replica = replica().sweeping();

        accept(replica, message("1"));

        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("answer to 1"));
        assertThat(tries).hasValue(3);
        assertThat(model.questions()).hasSize(1);
    }

    @Test
    void givesUpWhatIsNeverTakenAndGoesOn() {
        channel.behave(activity -> "answer to 1".equals(activity.text())
                ? Uni.createFrom().failure(FakeConnector.busy())
                : Uni.createFrom().item(Optional.of("id")));
        Replica replica = replica().sweeping();

        accept(replica, message("1"));
        accept(replica, message("2"));

        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("answer to 2"));
        assertThat(REDIS.keys()).anyMatch(key -> key.endsWith(":dead"));
        assertThat(model.timesAsked("1")).isEqualTo(1);
    }

    static List<ConnectorException> finalFailures() {
        return List.of(FakeConnector.rejecting(), FakeConnector.behindAFailingGateway());
    }

    @ParameterizedTest
    @MethodSource("finalFailures")
    void sendsNothingAgainThatIsRefusedOrMayHaveBeenTaken(ConnectorException failure) {
        AtomicInteger tries = new AtomicInteger();
        channel.behave(activity -> {
            tries.incrementAndGet();
            return Uni.createFrom().failure(failure);
        });
        Replica replica = replica().sweeping();

        accept(replica, message("1"));

        awaitEndOfTurns();
        assertThat(tries).hasValue(1);
        assertThat(REDIS.keys()).anyMatch(key -> key.endsWith(":dead"));
    }

    @Test
    void showsThatItIsAtWorkWhileTheModelThinks() {
        CompletableFuture<String> thought = new CompletableFuture<>();
        model.behave(question -> Uni.createFrom().completionStage(thought));

        accept(replica("turns.typing-after", "20ms"), message("1"));
        await().untilAsserted(
                        () -> assertThat(channel.posts(ActivityTypes.TYPING)).hasSize(1));
        thought.complete("thought");

        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("thought"));
    }

    /** A cancellation would close its connection, and a reply may already be on that connection. */
    @Test
    void doesNotCutOffWhatShowsThatItIsAtWork() {
        CompletableFuture<String> thought = new CompletableFuture<>();
        AtomicInteger typing = new AtomicInteger();
        AtomicInteger cutOff = new AtomicInteger();
        model.behave(question -> Uni.createFrom().completionStage(thought));
        channel.behave(activity -> {
            if (activity.is(ActivityTypes.TYPING)) {
                typing.incrementAndGet();
                return Uni.createFrom()
                        .<Optional<String>>nothing()
                        .onCancellation()
                        .invoke(cutOff::incrementAndGet);
            }
            return Uni.createFrom().item(Optional.empty());
        });

        accept(replica("turns.typing-after", "20ms"), message("1"));
        await().untilAsserted(() -> assertThat(typing).hasValue(1));
        thought.complete("thought");

        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("thought"));
        awaitEndOfTurns();
        assertThat(cutOff).hasValue(0);
    }

    @Test
    void notesWhatItSentThoughRedisWasAwayForLongerThanItsLease() {
        Replica replica = replica("turns.lease", "300ms").sweeping();
        channel.behave(activity -> {
            replica.fate().loseRedis();
            return Uni.createFrom().item(Optional.of("id"));
        });

        accept(replica, message("1"));
        await().untilAsserted(() -> assertThat(channel.said("c")).hasSize(1));
        String due = StoredKeys.due(ConversationKey.of(message("1")));
        await().untilAsserted(() -> assertThat(leaseEnd(due)).isLessThan(System.currentTimeMillis() - 200));
        replica.fate().findRedis();

        awaitEndOfTurns();
        assertThat(channel.said("c")).containsExactly("answer to 1");
        assertThat(model.questions()).hasSize(1);
    }

    @Test
    void asksRedisOncePerSweepWhileThereIsNothingToDo() {
        replica("turns.sweep-interval", "100ms").sweeping();
        long begun = scripts();
        await().until(() -> scripts() - begun > ConversationKey.PARTITIONS);
        long calm = scripts();

        await().during(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(scripts() - calm).isLessThan(15));
        assertThat(scripts()).isGreaterThan(calm);
    }

    /** Its successor does not wait for the next regular sweep. */
    @Test
    void takesOverWhenTheLeaseOfADeadReplicaEnds() {
        Replica dying = replica("turns.lease", "1s");
        model.behave(question -> Uni.createFrom().nothing());
        accept(dying, message("1"));
        await().until(() -> model.questions().size() == 1);
        dying.fate().end();
        model.behave(question -> Uni.createFrom().item(Model.answerTo(question)));

        replica("turns.sweep-interval", "5s", "turns.lease", "1s").sweeping();

        await().atMost(Duration.ofSeconds(3))
                .untilAsserted(() -> assertThat(channel.said("c")).containsExactly("answer to 1"));
    }

    @Test
    void renewsTheLeasesOfAllTurnsTogether() {
        model.behave(question -> Uni.createFrom().nothing());
        Replica replica = replica("turns.lease", "600ms");
        List<ConversationKey> conversations = IntStream.range(0, 20)
                .mapToObj(number -> Samples.message("busy" + number, "1", "text"))
                .peek(message -> accept(replica, message))
                .map(ConversationKey::of)
                .toList();
        long begun = scripts();
        double held = conversations.stream().mapToDouble(this::leaseEnd).max().orElseThrow();

        await().untilAsserted(() -> assertThat(conversations)
                .allSatisfy(conversation -> assertThat(leaseEnd(conversation)).isGreaterThan(held + 1000)));

        assertThat(scripts() - begun).isLessThan(20);
    }

    private double leaseEnd(ConversationKey conversation) {
        return REDIS.api()
                .zscore(StoredKeys.due(conversation), conversation.digest())
                .await()
                .indefinitely()
                .toDouble();
    }

    /** Scripts that Redis has run since its start. */
    private static long scripts() {
        String stats =
                REDIS.api().info(List.of("commandstats")).await().indefinitely().toString();
        Matcher calls = Pattern.compile("cmdstat_evalsha:calls=(\\d+)").matcher(stats);
        return calls.find() ? Long.parseLong(calls.group(1)) : 0;
    }

    @Test
    void goesOnLookingForTurnsAfterRedisWasAway() {
        Replica replica = replica().sweeping();
        replica.fate().loseRedis();
        assertThatThrownBy(() -> accept(replica, message("1"))).isInstanceOf(TurnException.LedgerUnavailable.class);
        await().until(() -> replica.fate().missed() > 3);
        replica.fate().findRedis();

        replica().store(message("2"));

        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("answer to 2"));
    }

    @Test
    void doesNotTakeItsOwnConversationWhenTheNextMessageComesBeforeTheNoteOfTheLast() {
        Replica replica = replica("turns.lease", "300ms");
        channel.behave(activity -> {
            replica.fate().loseRedis();
            return Uni.createFrom().item(Optional.of("id"));
        });
        accept(replica, message("1"));
        await().untilAsserted(() -> assertThat(channel.said("c")).hasSize(1));
        String due = StoredKeys.due(ConversationKey.of(message("1")));
        await().untilAsserted(() -> assertThat(leaseEnd(due)).isLessThan(System.currentTimeMillis() - 200));
        channel.behave(activity -> Uni.createFrom().item(Optional.of("id")));

        replica.fate().findRedis();
        accept(replica, message("2"));

        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("answer to 1", "answer to 2"));
        awaitEndOfTurns();
    }

    @Test
    void doesNotCountAStartThatItNeverHeardOf() {
        Replica deaf = replicas.add(new Replica(
                REDIS,
                channel,
                model,
                Fate.at(1, Fate.Mishap.ANSWER_LOST),
                Settings.with(
                        "turns.sweep-interval", "30ms", "turns.max-attempts", "1", "turns.shutdown-grace", "1ms")));

        assertThatThrownBy(() -> accept(deaf, message("1"))).isInstanceOf(TurnException.LedgerUnavailable.class);
        deaf.sweeping();

        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("answer to 1"));
        awaitEndOfTurns();
    }

    @Test
    void answersThoughItCannotShowThatItIsAtWork() {
        CompletableFuture<String> thought = new CompletableFuture<>();
        AtomicInteger typing = new AtomicInteger();
        model.behave(question -> Uni.createFrom().completionStage(thought));
        channel.behave(activity -> {
            if (activity.is(ActivityTypes.TYPING)) {
                typing.incrementAndGet();
                return Uni.createFrom().failure(FakeConnector.rejecting());
            }
            return Uni.createFrom().item(Optional.empty());
        });

        accept(replica("turns.typing-after", "20ms"), message("1"));
        await().untilAsserted(() -> assertThat(typing).hasValue(1));
        thought.complete("thought");

        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("thought"));
    }

    @Test
    void returnsTheAnswerToWhoeverExpectsItAndPostsNothing() {
        Activity question = expectingReplies("1");

        List<Activity> replies = replica().answer(question).await().atMost(Duration.ofSeconds(5));

        assertThat(replies).extracting(Activity::text).containsExactly("answer to 1");
        assertThat(channel.posts(ActivityTypes.MESSAGE)).isEmpty();
        assertThat(model.questions()).hasSize(1);
    }

    @Test
    void returnsTheSameAnswerToWhoeverAsksAgain() {
        replica().answer(expectingReplies("1")).await().atMost(Duration.ofSeconds(5));

        List<Activity> replies = replica().answer(expectingReplies("1")).await().atMost(Duration.ofSeconds(5));

        assertThat(replies).extracting(Activity::text).containsExactly("answer to 1");
        assertThat(model.questions()).hasSize(1);
    }

    @Test
    void returnsAnAnswerThatAnotherReplicaGave() {
        CompletableFuture<String> thought = new CompletableFuture<>();
        model.behave(question -> Uni.createFrom().completionStage(thought));
        accept(replica(), message("1"));
        await().untilAsserted(() -> assertThat(model.questions()).hasSize(1));

        CompletableFuture<List<Activity>> replies =
                replica().answer(expectingReplies("2")).subscribeAsCompletionStage();
        thought.complete("thought");

        await().untilAsserted(() -> assertThat(replies).isCompleted());
        assertThat(replies.join()).extracting(Activity::text).containsExactly("thought");
    }

    @Test
    void stopsWaitingForAnAnswerThatDoesNotCome() {
        model.behave(question -> Uni.createFrom().nothing());

        assertThatThrownBy(() -> replica("turns.reply-timeout", "100ms")
                        .answer(expectingReplies("1"))
                        .await()
                        .atMost(Duration.ofSeconds(5)))
                .isInstanceOf(TurnException.TimedOut.class);
    }

    @Test
    void endsItsTurnsBeforeItShutsDown() throws Exception {
        Replica replica = replica("turns.shutdown-grace", "10s");
        model.behave(question -> Uni.createFrom()
                .item(Model.answerTo(question))
                .onItem()
                .delayIt()
                .by(Duration.ofMillis(200)));
        accept(replica, message("1"));
        accept(replica, message("2"));
        await().untilAsserted(() -> assertThat(model.questions()).hasSize(1));

        replica.shutDown();

        assertThat(channel.said("c")).containsExactly("answer to 1");
        replica().sweeping();
        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("answer to 1", "answer to 2"));
    }

    @Test
    void storesForOthersWhatComesInWhileItIsToldToStop() throws Exception {
        Replica replica = replica("turns.shutdown-grace", "10s").sweeping();
        replica.prepareShutDown();

        accept(replica, message("1"));

        replica.shutDown();
        assertThat(model.questions()).isEmpty();
        replica().sweeping();
        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("answer to 1"));
    }

    @Test
    void givesBackWhatDoesNotEndBeforeItShutsDown() throws Exception {
        Replica replica = replica();
        CompletableFuture<String> thought = new CompletableFuture<>();
        model.behave(question -> Uni.createFrom().completionStage(thought));
        accept(replica, message("1"));
        await().untilAsserted(() -> assertThat(model.questions()).hasSize(1));

        replica.shutDown();
        model.behave(question -> Uni.createFrom().item("another's answer"));
        replica().sweeping();
        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("another's answer"));
        thought.complete("late");

        awaitEndOfTurns();
        assertThat(channel.said("c")).hasSize(1);
    }

    @Test
    void shutsDownThoughRedisDoesNotAnswer() throws Exception {
        Replica replica = replica();
        model.behave(question -> Uni.createFrom().nothing());
        accept(replica, message("1"));
        replica.fate().die();

        replica.shutDown();
    }

    private Replica replica(String... own) {
        return replica(settings(DEFAULTS, own));
    }

    private static Activity message(String text) {
        return Samples.message("c", text, text);
    }

    private static Activity expectingReplies(String text) {
        return Samples.one("webchat-message", json -> {
            json.put("id", text).put("text", text).put("deliveryMode", "expectReplies");
            json.withObject("/conversation").put("id", "c");
            json.remove(List.of("channelData", "serviceUrl"));
        });
    }

    private static Activity onSlack(String text) {
        return Samples.one("webchat-message", json -> {
            json.put("id", text).put("text", text).put("channelId", "slack");
            json.withObject("/conversation").put("id", "c");
            json.remove("channelData");
        });
    }

    private static double leaseEnd(String due) {
        String digest = ConversationKey.of(message("1")).digest();
        return REDIS.api().zscore(due, digest).await().indefinitely().toDouble();
    }

    private static double gauge(Replica replica, String name) {
        return replica.metrics().get(name).gauge().value();
    }

    private static double received(Replica replica, String outcome) {
        return replica.metrics()
                .get("parley.turns.received")
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
