package io.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.bot.Bots;
import io.parley.chat.ChatMessage;
import io.parley.chat.ChatModel;
import io.parley.chat.Reply;
import io.parley.chat.ToolCall;
import io.parley.chat.Usage;
import io.parley.connector.FakeConnector;
import io.parley.conversation.ConversationKey;
import io.parley.ledger.DeadLetter;
import io.parley.ledger.DeadLetters;
import io.parley.ledger.Fate;
import io.parley.ledger.Queue;
import io.parley.ledger.Queues;
import io.parley.ledger.ReplicaLedger;
import io.parley.ledger.StoredKeys;
import io.parley.ledger.TurnId;
import io.parley.tools.FakeTool;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators can do about dead letters, and what they see of waiting turns. */
@NullUnmarked
class DeadLettersTest extends RunningTurns {

    private static final Settings SETTINGS =
            Settings.with("turns.sweep-interval", "30ms", "turns.retry-delay", "30ms", "turns.shutdown-grace", "1ms");
    private static final Activity MESSAGE = Samples.message("c", "1", "1");
    private final DeadLetters letters = ReplicaLedger.deadLetters(REDIS, SETTINGS);
    private final Queues queues = ReplicaLedger.queues(REDIS);

    @Test
    void listsWhatWasGivenUpWithoutWhatWasSaid() {
        DeadLetter letter = undelivered();

        assertThat(letter.id())
                .isEqualTo(ConversationKey.of(MESSAGE).digest()
                        + ':'
                        + TurnId.of(MESSAGE).value());
        assertThat(letter.channelId()).isEqualTo(MESSAGE.channelId());
        assertThat(letter.conversationId()).isEqualTo("c");
        assertThat(letter.activityId()).isEqualTo("1");
        assertThat(letter.reason()).isEqualTo(FakeConnector.rejecting().getMessage() + ". Its user got no apology");
        assertThat(letter.attempts()).isEqualTo(1);
        assertThat(letter.answered()).isTrue();
        assertThat(letter.givenUpAt().toEpochMilli())
                .isCloseTo(System.currentTimeMillis(), org.assertj.core.data.Offset.offset(60_000L));
    }

    @Test
    void listsTheNewestOfAllPartitionsFirst() {
        channel.behave(activity -> Uni.createFrom().failure(FakeConnector.rejecting()));
        Replica replica = replica();
        for (int i = 0; i < 5; i++) {
            accept(replica, Samples.message("c" + i, "1", "1"));
            int count = i + 1;
            await().untilAsserted(() -> assertThat(now(letters.list(10))).hasSize(count));
        }

        assertThat(now(letters.list(3))).extracting(DeadLetter::conversationId).containsExactly("c4", "c3", "c2");
    }

    @Test
    void replaysTheAnswerThatCouldNotBeDelivered() {
        DeadLetter letter = undelivered();
        channel.behave(activity -> Uni.createFrom().item(Optional.of("id")));

        assertThat(now(letters.replay(letter.id()))).isTrue();
        replica().sweeping();

        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("answer to 1"));
        await().untilAsserted(() -> assertThat(REDIS.keys()).noneMatch(key -> key.endsWith(":due")));
        assertThat(model.questions()).hasSize(1);
        assertThat(now(letters.list(10))).isEmpty();
        assertThat(REDIS.immortalKeys()).isEmpty();
        assertThat(REDIS.api()
                        .llen(ConversationKey.of(MESSAGE).key("history"))
                        .await()
                        .indefinitely()
                        .toInteger())
                .isEqualTo(2);
    }

    @Test
    void replaysATurnThatNeverEndedFromItsStart() {
        model.behave(question -> Uni.createFrom().failure(new IllegalStateException("A bug")));
        accept(replica().sweeping(), MESSAGE);
        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("apology"));
        DeadLetter letter = await().until(() -> now(letters.list(10)), found -> !found.isEmpty())
                .get(0);
        assertThat(letter.answered()).isFalse();
        model.behave(question -> Uni.createFrom().item(Model.answerTo(question)));

        assertThat(now(letters.replay(letter.id()))).isTrue();

        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("apology", "answer to 1"));
        assertThat(now(letters.list(10))).isEmpty();
    }

    @Test
    void remembersTheCallsOfAReplayedTurnOnce() {
        AtomicBoolean broken = new AtomicBoolean(true);
        ChatModel calling = (prompt, draft) -> prompt.current().stream()
                        .noneMatch(ChatMessage.ToolResult.class::isInstance)
                ? Uni.createFrom()
                        .item(new Reply(
                                "", List.of(new ToolCall("a", "close", "{}")), Usage.UNKNOWN, Reply.Ending.COMPLETE))
                : broken.get()
                        ? Uni.createFrom().failure(new IllegalStateException("A bug"))
                        : Uni.createFrom().item(Reply.complete("closed"));
        FakeTool close = FakeTool.writing("close");
        Replica replica = replicas.add(new Replica(
                REDIS, channel, Bots.with(calling, FakeTool.box(close), SETTINGS), Fate.happy(), SETTINGS, step -> {}));
        accept(replica.sweeping(), MESSAGE);
        DeadLetter letter = await().until(() -> now(letters.list(10)), found -> !found.isEmpty())
                .get(0);
        assertThat(history(ConversationKey.of(MESSAGE)))
                .hasSize(2)
                .last()
                .asString()
                .contains("close {}: succeeded");
        broken.set(false);

        assertThat(now(letters.replay(letter.id()))).isTrue();

        await().untilAsserted(() -> assertThat(channel.said("c")).last().isEqualTo("closed"));
        await().untilAsserted(() -> assertThat(history(ConversationKey.of(MESSAGE)))
                .hasSize(2)
                .last()
                .asString()
                .contains("closed", "close {}: succeeded"));
        assertThat(close.calls()).hasSize(1);
    }

    @Test
    void replaysATurnThatWasAwaitedAndGotAnApology() {
        Activity awaited =
                Samples.one("webchat-message", json -> json.put("text", "1").put("deliveryMode", "expectReplies"));
        model.behave(question -> Uni.createFrom().failure(new IllegalStateException("A bug")));
        Replica replica = replica().sweeping();
        assertThat(now(replica.answer(awaited))).extracting(Activity::text).containsExactly("apology");
        DeadLetter letter = await().until(() -> now(letters.list(10)), found -> !found.isEmpty())
                .get(0);
        assertThat(letter.answered()).isFalse();
        model.behave(question -> Uni.createFrom().item(Model.answerTo(question)));

        assertThat(now(letters.replay(letter.id()))).isTrue();

        await().untilAsserted(() -> assertThat(now(replica.answer(awaited)))
                .extracting(Activity::text)
                .containsExactly("answer to 1"));
    }

    @Test
    void replaysALetterOfAConversationThatHasRunOutOfItsLifetime() {
        DeadLetter letter = undelivered();
        ConversationKey conversation = ConversationKey.of(MESSAGE);
        REDIS.api()
                .del(List.of(conversation.key("conversation"), conversation.key("history")))
                .await()
                .indefinitely();
        channel.behave(activity -> Uni.createFrom().item(Optional.of("id")));

        assertThat(now(letters.replay(letter.id()))).isTrue();
        replica().sweeping();

        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("answer to 1"));
        assertThat(REDIS.immortalKeys()).isEmpty();
    }

    @Test
    void replaysALetterOnce() {
        DeadLetter letter = undelivered();

        assertThat(now(letters.replay(letter.id()))).isTrue();
        assertThat(now(letters.replay(letter.id()))).isFalse();
        assertThat(now(letters.drop(letter.id()))).isFalse();

        assertThat(now(queues.look(ConversationKey.of(MESSAGE))).turns()).hasSize(1);
    }

    @Test
    void forgetsALetterButNotThatItsActivityWasTaken() {
        DeadLetter letter = undelivered();

        assertThat(now(letters.drop(letter.id()))).isTrue();

        assertThat(now(letters.list(10))).isEmpty();
        assertThat(now(letters.replay(letter.id()))).isFalse();
        channel.behave(activity -> Uni.createFrom().item(Optional.of("id")));
        accept(replica(), MESSAGE);
        assertThat(now(queues.look(ConversationKey.of(MESSAGE))).turns()).isEmpty();
        assertThat(REDIS.immortalKeys()).isEmpty();
    }

    @Test
    void dropsNoTurnThatIsNotDead() {
        replica().store(MESSAGE);
        String id =
                ConversationKey.of(MESSAGE).digest() + ':' + TurnId.of(MESSAGE).value();

        assertThat(now(letters.drop(id))).isFalse();
        assertThat(now(letters.replay(id))).isFalse();
        replica().sweeping();

        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly("answer to 1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "x", "a:b", "YWL40ywSpcvrIvXq8phqjw:x"})
    void knowsNoOtherIds(String id) {
        assertThat(now(letters.replay(id))).isFalse();
        assertThat(now(letters.drop(id))).isFalse();
        assertThat(REDIS.keys()).isEmpty();
    }

    @Test
    void keepsTheNewestThousandOfAPartition() {
        ConversationKey conversation = ConversationKey.of(MESSAGE);
        List<String> full = new ArrayList<>(List.of(StoredKeys.dead(conversation)));
        for (int i = 0; i < 1_000; i++) {
            full.addAll(
                    List.of(Long.toString(System.currentTimeMillis() - 2_000 + i), conversation.digest() + ":" + i));
        }
        REDIS.api().zadd(full).await().indefinitely();
        REDIS.api()
                .hset(List.of(StoredKeys.turn(conversation, new TurnId("0")), "activity", "{}", "state", "dead"))
                .await()
                .indefinitely();

        undelivered();

        String dead = StoredKeys.dead(conversation);
        assertThat(REDIS.api().zcard(dead).await().indefinitely().toInteger()).isEqualTo(1_000);
        assertThat(REDIS.api()
                        .zscore(dead, conversation.digest() + ":0")
                        .await()
                        .indefinitely())
                .isNull();
        assertThat(REDIS.api()
                        .hexists(StoredKeys.turn(conversation, new TurnId("0")), "activity")
                        .await()
                        .indefinitely()
                        .toBoolean())
                .isFalse();
    }

    @Test
    void showsWhatAConversationWaitsFor() {
        model.behave(question -> Uni.createFrom().nothing());
        Replica replica = replica();
        accept(replica, MESSAGE);
        accept(replica, Samples.message("c", "2", "2"));
        await().untilAsserted(() -> assertThat(model.questions()).hasSize(1));

        Queue queue = now(queues.look(ConversationKey.of(MESSAGE)));

        assertThat(queue.conversation()).isEqualTo(ConversationKey.of(MESSAGE).digest());
        assertThat(queue.heldBy()).isEqualTo(replica.name());
        assertThat(queue.freeInMillis()).isBetween(1L, 10_000L);
        assertThat(queue.turns()).extracting(Queue.QueuedTurn::state).containsExactly("running", "accepted");
        assertThat(queue.turns()).extracting(Queue.QueuedTurn::attempts).containsExactly(1, 0);
        assertThat(queue.turns().get(0).acceptedAt())
                .isBeforeOrEqualTo(queue.turns().get(1).acceptedAt());
    }

    @Test
    void showsThatAConversationWaitsForNothing() {
        assertThat(now(queues.look(ConversationKey.of(MESSAGE))))
                .isEqualTo(new Queue(ConversationKey.of(MESSAGE).digest(), null, null, List.of()));
    }

    /** Creates a dead letter whose answer the Connector did not accept. */
    private DeadLetter undelivered() {
        channel.behave(activity -> Uni.createFrom().failure(FakeConnector.rejecting()));
        accept(replica(), MESSAGE);
        return await().until(() -> now(letters.list(1)), found -> !found.isEmpty())
                .get(0);
    }

    private Replica replica() {
        return replica(SETTINGS);
    }
}
