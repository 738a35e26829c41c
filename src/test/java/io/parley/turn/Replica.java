package io.parley.turn;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.parley.Settings;
import io.parley.activity.Activity;
import io.parley.bot.Bot;
import io.parley.bot.Bots;
import io.parley.connector.ConnectorClient;
import io.parley.conversation.ConversationKey;
import io.parley.ledger.Claims;
import io.parley.ledger.Fate;
import io.parley.ledger.FatefulRedis;
import io.parley.ledger.ReplicaLedger;
import io.parley.ledger.StartedTurn;
import io.parley.redis.TestRedis;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** The part of a replica that runs turns: everything except HTTP. */
final class Replica implements AutoCloseable {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Queue<TurnStep> steps = new ConcurrentLinkedQueue<>();
    private final TurnMemory memory = new TurnMemory();
    private final Fate fate;
    private final Claims claims;
    private final TurnWorker worker;
    private final TurnShutdown shutdown;
    private final TurnSweeper sweeper;
    private final Turns turns;

    Replica(TestRedis redis, Channel channel, Model model, Fate fate, Settings settings) {
        this(redis, channel, model, fate, settings, step -> {});
    }

    /** @param watcher gets each step after it was recorded here */
    Replica(TestRedis redis, Channel channel, Model model, Fate fate, Settings settings, Consumer<TurnStep> watcher) {
        this(redis, channel, Bots.with(model.seenBy(fate)), fate, settings, watcher);
    }

    Replica(TestRedis redis, Channel channel, Bot bot, Fate fate, Settings settings, Consumer<TurnStep> watcher) {
        this.fate = fate;
        RedisAPI api = FatefulRedis.of(redis.client(), fate);
        ConnectorClient connector = channel.connector(fate);
        TurnsConfig config = settings.turns();
        ReplicaLedger seen = ReplicaLedger.in(api, settings);
        claims = seen.claims();
        TurnJournal journal = new TurnJournal(metrics, step -> {
            steps.add(step);
            watcher.accept(step);
        });
        WaitingRequests requests = new WaitingRequests();
        TurnRunner runner = new TurnRunner(
                bot, connector, seen.records(), seen.endings(), journal, requests, config, settings.ledger());
        TurnTraces traces = new TurnTraces(OpenTelemetry.noop().getTracer("test"), redis.vertx());
        TurnWork work = new TurnWork(
                runner, new LeaseKeeper(seen.leases(), settings.ledger(), redis.vertx()), journal, requests, traces);
        Capacity capacity = new Capacity(memory, config);
        worker = new TurnWorker(work, seen.leases(), claims, journal, capacity, config, settings.ledger());
        shutdown = new TurnShutdown(capacity, seen.leases(), claims, config);
        sweeper = new TurnSweeper(worker, claims, seen.sweeps(), journal, config);
        AwaitedAnswers answers = new AwaitedAnswers(requests, seen.outcomes());
        turns = new Turns(bot, connector, claims, seen.noted(), seen.sentMessages(), worker, journal, answers, config);
    }

    /** Starts the sweep for turns that no replica runs. */
    Replica sweeping() {
        sweeper.begin(new StartupEvent());
        return this;
    }

    /** Returns the steps of turns here, in order. */
    List<TurnStep> steps() {
        return List.copyOf(steps);
    }

    /** Returns the number of running turns here. */
    int running() {
        return (int) metrics.get("parley.turns.running").gauge().value();
    }

    Uni<Void> accept(Activity activity) {
        return turns.accept(activity);
    }

    Uni<Receipt> take(Activity activity) {
        return turns.take(activity);
    }

    boolean answerAtOnce(Activity invoke) {
        return turns.answerAtOnce(invoke);
    }

    Uni<List<Activity>> answer(Activity activity) {
        return turns.answer(activity);
    }

    /** Stores an activity and leaves it to the sweep. */
    void store(Activity activity) {
        claims.accept(ConversationKey.of(activity), activity, "", false).await().atMost(Duration.ofSeconds(5));
    }

    /** Runs the turns of a conversation, if no other replica does. */
    void claim(ConversationKey conversation) {
        claims.claim(conversation)
                .onFailure()
                .recoverWithItem(Optional.empty())
                .subscribe()
                .with(turn -> turn.ifPresent(worker::start));
    }

    /** Does so, and returns whether there was a turn to run. */
    boolean tryClaim(ConversationKey conversation) {
        Optional<StartedTurn> turn = claims.claim(conversation).await().atMost(Duration.ofSeconds(10));
        turn.ifPresent(worker::start);
        return turn.isPresent();
    }

    /** Returns its name as the owner of conversations. */
    String name() {
        return claims.replica();
    }

    /** Returns the memory for turns here. */
    TurnMemory memory() {
        return memory;
    }

    MeterRegistry metrics() {
        return metrics;
    }

    Fate fate() {
        return fate;
    }

    /** Begins the shutdown, but still accepts activities. */
    void prepareShutDown() {
        sweeper.prepare(new ShutdownDelayInitiatedEvent());
        shutdown.prepare(new ShutdownDelayInitiatedEvent());
    }

    void shutDown() throws InterruptedException {
        sweeper.end(new ShutdownEvent());
        shutdown.end(new ShutdownEvent());
    }

    /** Stops without releasing anything. */
    @Override
    public void close() throws InterruptedException {
        fate.end();
        sweeper.end(new ShutdownEvent());
        shutdown.end(new ShutdownEvent());
    }
}
