package io.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.activity.ActivityTypes;
import io.parley.activity.Samples;
import io.parley.bot.Bots;
import io.parley.connector.FakeConnector;
import io.parley.conversation.ConversationKey;
import io.parley.ledger.Fate;
import io.parley.ledger.ReplicaLedger;
import io.parley.ledger.Turn;
import io.parley.ledger.TurnException;
import io.parley.redis.TestRedis;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One turn with a lease that another replica may already hold, before Redis has said so. */
@NullUnmarked
class TurnRunnerTest {

    @RegisterExtension
    static final TestRedis REDIS = new TestRedis();

    private static final Activity MESSAGE = Samples.message("c", "1", "1");
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final Settings settings = Settings.with("turns.typing-after", "20ms");
    private final Channel channel = new Channel();
    private final Model model = new Model();
    private final Fate fate = Fate.happy();
    private final ReplicaLedger ledger = ReplicaLedger.in(REDIS, settings);
    private final TurnRunner runner = runner(settings);

    @Test
    void sendsWhileTheLeaseIsItsOwn() {
        Turn turn = claim();

        EndedTurn ended = run(turn, new HeldLease(turn.lease(), LEASE, turn.startedAt()));

        assertThat(ended.givenUp()).isEmpty();
        assertThat(channel.said("c")).containsExactly("answer to 1");
    }

    @Test
    void sendsNothingOnceTheLeaseMayBeAnothers() {
        Turn turn = claim();
        HeldLease past = new HeldLease(turn.lease(), LEASE, turn.startedAt() - LEASE.toNanos());

        assertThatThrownBy(() -> run(turn, past)).isInstanceOf(TurnException.LeaseLost.class);

        assertThat(channel.said("c")).isEmpty();
        assertThat(model.questions()).hasSize(1);
    }

    @Test
    void showsNothingOnceTheLeaseMayBeAnothers() {
        Turn turn = claim();
        HeldLease past = new HeldLease(turn.lease(), LEASE, turn.startedAt() - LEASE.toNanos());
        model.write((question, draft) -> {
            draft.accept("One");
            return Uni.createFrom().item("One, two").onItem().delayIt().by(Duration.ofMillis(300));
        });

        assertThatThrownBy(() -> run(turn, past)).isInstanceOf(TurnException.LeaseLost.class);

        assertThat(channel.posts(ActivityTypes.TYPING)).isEmpty();
    }

    @Test
    void sendsOnceTheLeaseIsRenewed() {
        Turn turn = claim();
        HeldLease renewed = new HeldLease(turn.lease(), LEASE, turn.startedAt() - LEASE.toNanos());
        renewed.renewed(System.nanoTime());

        run(turn, renewed);

        assertThat(channel.said("c")).containsExactly("answer to 1");
    }

    @Test
    void apologisesOnceForAnAnswerThatIsTooLargeHoweverItIsSent() {
        AtomicInteger refused = new AtomicInteger();
        channel.behave(activity -> {
            if ("apology".equals(activity.text())) {
                return Uni.createFrom().item(Optional.of("id"));
            }
            refused.incrementAndGet();
            return Uni.createFrom().failure(FakeConnector.tooLarge());
        });
        Turn turn = claim();

        EndedTurn ended = run(turn, new HeldLease(turn.lease(), LEASE, turn.startedAt()));

        assertThat(channel.said("c")).containsExactly("apology");
        assertThat(ended.givenUp()).contains("The Connector answered 413");
        assertThat(refused).hasValue(2);
    }

    @Test
    void endsATurnWhoseApologyIsTooLargeAsWell() {
        channel.behave(activity -> Uni.createFrom().failure(FakeConnector.tooLarge()));
        Turn turn = claim();

        EndedTurn ended = run(turn, new HeldLease(turn.lease(), LEASE, turn.startedAt()));

        assertThat(ended.givenUp()).contains("The Connector answered 413. Its user got no apology");
    }

    @Test
    void saysNothingElseWhereTheBotMayNotWriteToTheUser() {
        AtomicInteger tries = new AtomicInteger();
        channel.behave(activity -> {
            tries.incrementAndGet();
            return Uni.createFrom().failure(FakeConnector.rejecting());
        });
        Turn turn = claim();

        run(turn, new HeldLease(turn.lease(), LEASE, turn.startedAt()));

        assertThat(tries).hasValue(1);
    }

    @Test
    void givesUpWhatMayHaveBeenTakenWhenItsTimeRanOut() {
        channel.behave(activity -> Uni.createFrom().nothing());
        Turn turn = claim();

        EndedTurn ended = run(
                runner(Settings.with("turns.timeout", "1s")),
                turn,
                new HeldLease(turn.lease(), LEASE, turn.startedAt()));

        assertThat(ended.givenUp())
                .hasValueSatisfying(reason -> assertThat(reason).contains("may have taken"));
    }

    private Turn claim() {
        return ledger.claims()
                .accept(ConversationKey.of(MESSAGE), MESSAGE, "", true)
                .await()
                .atMost(Duration.ofSeconds(5))
                .claimed()
                .map(Turn.class::cast)
                .orElseThrow();
    }

    private TurnRunner runner(Settings own) {
        return new TurnRunner(
                Bots.with(model.seenBy(fate)),
                channel.connector(fate),
                ledger.records(),
                ledger.endings(),
                new TurnJournal(new SimpleMeterRegistry(), step -> {}),
                new WaitingRequests(),
                own.turns(),
                own.ledger());
    }

    private EndedTurn run(Turn turn, HeldLease held) {
        return run(runner, turn, held);
    }

    private static EndedTurn run(TurnRunner runner, Turn turn, HeldLease held) {
        return runner.run(turn, held, () -> true).await().atMost(Duration.ofSeconds(10));
    }
}
