package io.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.activity.Activity;
import io.parley.activity.ActivityTypes;
import io.parley.activity.Entity;
import io.parley.activity.Samples;
import io.parley.chat.ChatException;
import io.parley.connector.FakeConnector;
import io.parley.conversation.ConversationKey;
import io.parley.ledger.StoredKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Turns whose answers are shown while the model writes them, with a real Redis. */
@NullUnmarked
class LiveTurnTest extends RunningTurns {

    private static final List<String> DEFAULTS = List.of(
            "turns.sweep-interval", "30ms",
            "turns.retry-delay", "30ms",
            "turns.shutdown-grace", "1ms",
            "turns.typing-after", "20ms");
    private final CompletableFuture<Consumer<String>> pen = new CompletableFuture<>();
    private final CompletableFuture<String> answer = new CompletableFuture<>();
    private final AtomicInteger cancelled = new AtomicInteger();

    @Test
    void showsTheAnswerWhileTheModelWritesIt() {
        accept(replica(), message("1"));

        write("One");
        write("One, two");
        answer.complete("One, two, three");

        awaitSaid("One, two, three");
        assertThat(channel.drafts("c")).containsExactly("One", "One, two");
        assertThat(kinds(channel.messages("c").get(0).activity())).containsExactly("streaminfo");
    }

    @Test
    void showsNothingOfAQuickAnswer() {
        model.write((question, draft) -> {
            draft.accept("One");
            return Uni.createFrom().item("One, two");
        });

        accept(replica("turns.typing-after", "1s"), message("1"));

        awaitSaid("One, two");
        assertThat(channel.posts(ActivityTypes.TYPING)).isEmpty();
        assertThat(kinds(channel.messages("c").get(0).activity())).isEmpty();
    }

    @Test
    void showsThatItIsAtWorkUntilThereIsAnythingToShow() {
        accept(replica(), message("1"));
        await().untilAsserted(
                        () -> assertThat(channel.posts(ActivityTypes.TYPING)).hasSize(1));
        assertThat(channel.drafts("c")).isEmpty();

        write("One");
        answer.complete("One, two");

        awaitSaid("One, two");
        assertThat(channel.drafts("c")).containsExactly("One");
    }

    @Test
    void saysThatItIsStillAtWorkWhereTheModelTakesLong() {
        accept(replica("turns.interim-after", "1s"), message("1"));
        await().untilAsserted(() -> assertThat(channel.drafts("c")).containsExactly("interim"));

        write("One");
        answer.complete("One, two");

        awaitSaid("One, two");
        assertThat(channel.drafts("c")).containsExactly("interim", "One");
    }

    @Test
    void saysThatItIsStillAtWorkInAMessageWhereNothingIsShownBefore() {
        accept(replica("turns.interim-after", "1s"), onSlack("1"));
        awaitSaid("interim");

        answer.complete("One, two");

        awaitSaid("interim", "One, two");
        assertThat(channel.drafts("c")).isEmpty();
    }

    @Test
    void doesNotSayAgainThatItIsStillAtWorkWhenAReplicaDies() {
        Replica dying = replica("turns.lease", "300ms", "turns.interim-after", "1s");
        accept(dying, onSlack("1"));
        awaitSaid("interim");
        dying.fate().die();
        model.write((question, draft) ->
                Uni.createFrom().item("Another answer").onItem().delayIt().by(Duration.ofSeconds(2)));

        replica("turns.interim-after", "1s").sweeping();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(channel.said("c")).containsExactly("interim", "Another answer"));
    }

    @Test
    void recordsTheWholeTextBeforeItIsSent() {
        List<String> recorded = new CopyOnWriteArrayList<>();
        String turn = StoredKeys.turn(message("1"));
        channel.behave(activity -> REDIS.api()
                .hget(turn, "answer")
                .invoke(found -> recorded.add(activity.text() + " <- " + text(found)))
                .replaceWith(Optional.of("id")));
        accept(replica(), message("1"));
        write("One");
        answer.complete("One, two");

        awaitSaid("One, two");

        assertThat(recorded).contains("One <- nothing", "One, two <- One, two");
    }

    @Test
    void endsWithOneWholeMessageWhenAReplicaDiesInTheMiddle() {
        Replica dying = replica("turns.lease", "300ms");
        accept(dying, message("1"));
        write("One");
        dying.fate().die();
        CompletableFuture<String> another = new CompletableFuture<>();
        model.write((question, draft) -> {
            draft.accept("Another");
            return Uni.createFrom().completionStage(another);
        });
        replica().sweeping();
        await().untilAsserted(() -> assertThat(model.timesAsked("1")).isEqualTo(2));
        int typing = channel.posts(ActivityTypes.TYPING).size();
        await().untilAsserted(
                        () -> assertThat(channel.posts(ActivityTypes.TYPING)).hasSizeGreaterThan(typing));

        another.complete("Another answer");

        awaitSaid("Another answer");
        awaitEndOfTurns();
        assertThat(channel.drafts("c")).containsExactly("One");
        assertThat(channel.messages("c")).hasSize(1);
        assertThat(kinds(channel.messages("c").get(0).activity())).isEmpty();
    }

    @Test
    void stopsTheModelAndSaysNothingMoreOnceTheUserHasStoppedIt() {
        Replica replica = replica();
        channel.behave(activity -> "One, two".equals(activity.text())
                ? Uni.createFrom().failure(FakeConnector.cancelled())
                : Uni.createFrom().item(Optional.of("id")));
        accept(replica, message("1"));
        write("One");

        pen.join().accept("One, two");

        await().untilAsserted(() -> assertThat(cancelled).hasValue(1));
        awaitEndOfTurns();
        assertThat(channel.said("c")).isEmpty();
        assertThat(history(ConversationKey.of(message("1")))).isEmpty();
        assertThat(count(replica)).isEqualTo(1);
        assertThat(replica.metrics().get("parley.turns.answered").timer().count())
                .isZero();
        model.behave(question -> Uni.createFrom().item(Model.answerTo(question)));
        accept(replica, message("2"));
        awaitSaid("answer to 2");
    }

    @Test
    void remembersNothingOfAnAnswerWhoseEndTheUserHasStopped() {
        Replica replica = replica();
        channel.behave(activity -> activity.is(ActivityTypes.MESSAGE)
                ? Uni.createFrom().failure(FakeConnector.cancelled())
                : Uni.createFrom().item(Optional.of("id")));
        accept(replica, message("1"));
        write("One");

        answer.complete("One, two");

        await().untilAsserted(() -> assertThat(count(replica)).isEqualTo(1));
        awaitEndOfTurns();
        assertThat(channel.said("c")).isEmpty();
        assertThat(history(ConversationKey.of(message("1")))).isEmpty();
    }

    @Test
    void replacesWhatTheContentFilterWithdrew() {
        accept(replica(), message("1"));
        write("How to do harm:");

        answer.completeExceptionally(new ChatException.Filtered("The content filter blocked it."));

        awaitSaid("filtered");
        assertThat(kinds(channel.messages("c").get(0).activity())).containsExactly("streaminfo");
    }

    @Test
    void endsTheStreamWithTheFirstOfSeveralMessages() {
        String text = "word ".repeat(10_000).strip();
        accept(replica(), message("1"));
        write("word word");

        answer.complete(text);

        await().untilAsserted(() -> assertThat(channel.messages("c")).hasSize(2));
        assertThat(String.join(" ", channel.said("c"))).isEqualTo(text);
        assertThat(kinds(channel.messages("c").get(0).activity())).containsExactly("streaminfo");
        assertThat(kinds(channel.messages("c").get(1).activity())).isEmpty();
    }

    static Stream<Activity> elsewhere() {
        return Stream.of(
                Samples.one(
                        "teams-message-channel-mention",
                        json -> json.withObject("/conversation").put("id", "c").put("conversationType", "groupChat")),
                Samples.one(
                        "teams-message-personal",
                        json -> json.withObject("/conversation").put("id", "c").put("conversationType", "unknown")),
                Samples.one("webchat-message", json -> {
                    json.put("channelId", "slack").withObject("/conversation").put("id", "c");
                }));
    }

    @ParameterizedTest
    @MethodSource("elsewhere")
    void sendsTheWholeAnswerOnceElsewhereAndShowsThatItIsAtWorkMeanwhile(Activity message) {
        accept(replica(), message);
        pen.join().accept("One");
        await().untilAsserted(
                        () -> assertThat(channel.posts(ActivityTypes.TYPING)).hasSize(1));
        pen.join().accept("One, two");
        answer.complete("One, two, three");

        awaitSaid("One, two, three");
        assertThat(channel.drafts("c")).isEmpty();
        assertThat(kinds(channel.messages("c").get(0).activity())).doesNotContain("streaminfo");
    }

    @Test
    void sendsTheWholeAnswerOnceWhereTheStartWasAnsweredWithoutId() {
        channel.behave(activity -> Uni.createFrom().item(Optional.empty()));
        accept(replica(), message("1"));
        write("One");
        pen.join().accept("One, two");

        answer.complete("One, two, three");

        awaitSaid("One, two, three");
        assertThat(channel.drafts("c")).containsExactly("One");
        assertThat(kinds(channel.messages("c").get(0).activity())).isEmpty();
    }

    @Test
    void showsNothingToWhoeverExpectsTheAnswerInTheResponse() {
        Activity message = Samples.one("webchat-message", json -> json.put("deliveryMode", "expectReplies"));
        CompletableFuture<List<Activity>> replies = replica().answer(message).subscribeAsCompletionStage();

        pen.join().accept("One");
        answer.complete("One, two");

        await().untilAsserted(() -> assertThat(replies).isCompleted());
        assertThat(replies.join()).extracting(Activity::text).containsExactly("One, two");
        assertThat(channel.posts(ActivityTypes.TYPING)).isEmpty();
        assertThat(channel.posts(ActivityTypes.MESSAGE)).isEmpty();
    }

    @Test
    void marksOnTeamsWhatTheModelWroteAndNothingElse() {
        Replica replica = replica();
        accept(replica, onTeams("1", "/help"));
        awaitSaid("help");
        accept(replica, onTeams("2", "question"));
        write("One");
        answer.complete("One, two");

        awaitSaid("help", "One, two");
        assertThat(kinds(channel.messages("c").get(0).activity())).isEmpty();
        assertThat(kinds(channel.messages("c").get(1).activity()))
                .containsExactly("streaminfo", "https://schema.org/Message");
        assertThat(channel.messages("c"))
                .allSatisfy(post -> assertThat(post.activity().textFormat()).isEqualTo("markdown"));
    }

    /** A model that writes what the test tells it. */
    LiveTurnTest() {
        model.write((question, draft) -> {
            pen.complete(draft);
            return Uni.createFrom().completionStage(answer).onCancellation().invoke(cancelled::incrementAndGet);
        });
    }

    /** Writes a text, and waits until it is shown. */
    private void write(String text) {
        pen.join().accept(text);
        await().untilAsserted(() -> assertThat(channel.drafts("c")).contains(text));
    }

    private Replica replica(String... own) {
        return replica(settings(DEFAULTS, own));
    }

    private static Activity message(String text) {
        return Samples.message("c", text, text);
    }

    private static Activity onSlack(String text) {
        return Samples.one("webchat-message", json -> json.put("channelId", "slack")
                .put("id", text)
                .put("text", text)
                .withObject("/conversation")
                .put("id", "c"));
    }

    private static Activity onTeams(String id, String text) {
        return Samples.one("teams-message-personal", json -> json.put("id", id)
                .put("text", text)
                .withObject("/conversation")
                .put("id", "c"));
    }

    private void awaitSaid(String... texts) {
        await().untilAsserted(() -> assertThat(channel.said("c")).containsExactly(texts));
    }

    private static List<String> kinds(Activity activity) {
        return activity.entities() == null
                ? List.of()
                : activity.entities().stream()
                        .map(Entity::json)
                        .map(json -> json.path("type").textValue())
                        .toList();
    }

    private static String text(Response recorded) {
        return recorded == null ? "nothing" : recorded.toString().replaceAll(".*\"texts\":\\[\"([^\"]*)\"].*", "$1");
    }

    private static double count(Replica replica) {
        return replica.metrics().get("parley.turns.cancelled").counter().count();
    }
}
