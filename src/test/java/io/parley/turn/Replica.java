package io.parley.turn;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.parley.activity.Activity;
import io.parley.activity.Samples;
import io.parley.bot.Bot;
import io.parley.bot.Bots;
import io.parley.connector.ConnectorClient;
import io.parley.conversation.ConversationKey;
import io.parley.redis.TestRedis;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The part of a replica that runs turns: all of it but HTTP. */
final class Replica implements AutoCloseable {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Fate fate;
    private final TurnLedger ledger;
    private final TurnWorker worker;
    private final Turns turns;

    Replica(TestRedis redis, Channel channel, Model model, Fate fate, Settings settings) {
        this.fate = fate;
        RedisAPI api = FatefulRedis.of(redis.client(), fate);
        Bot bot = Bots.with(model.seenBy(fate));
        ConnectorClient connector = channel.connector(fate);
        TurnsConfig config = settings.turns();
        ledger = new TurnLedger(api, config, settings.conversations(), Samples.MAPPER);
        TurnJournal journal = new TurnJournal(metrics);
        TurnRunner runner = new TurnRunner(bot, connector, ledger, config);
        TurnTraces traces = new TurnTraces(OpenTelemetry.noop().getTracer("test"), redis.vertx());
        worker = new TurnWorker(runner, new LeaseKeeper(ledger, config), ledger, journal, traces, config);
        turns = new Turns(bot, connector, ledger, worker, journal, config);
    }

    /** Looks for turns that nobody runs, from now on. */
    Replica sweeping() {
        worker.begin(new StartupEvent());
        return this;
    }

    Uni<Void> accept(Activity activity) {
        return turns.accept(activity);
    }

    Uni<List<Activity>> answer(Activity activity) {
        return turns.answer(activity);
    }

    /** Stores an activity and leaves it to whoever looks for one. */
    void store(Activity activity) {
        ledger.accept(ConversationKey.of(activity), activity, "", false).await().atMost(Duration.ofSeconds(5));
    }

    /** Runs the turns of a conversation, if nobody else does. */
    void takeOver(ConversationKey conversation) {
        ledger.takeOver(conversation)
                .onFailure()
                .recoverWithItem(Optional.empty())
                .subscribe()
                .with(turn -> turn.ifPresent(worker::start));
    }

    /** As conversations show it that it holds. */
    String name() {
        return ledger.replica();
    }

    MeterRegistry metrics() {
        return metrics;
    }

    Fate fate() {
        return fate;
    }

    /** Is told to stop, and goes on for the platform's sake. */
    void rest() {
        worker.rest(new ShutdownDelayInitiatedEvent());
    }

    void shutDown() throws InterruptedException {
        worker.end(new ShutdownEvent());
    }

    /** Stops without giving anything back. */
    @Override
    public void close() throws InterruptedException {
        fate.end();
        worker.end(new ShutdownEvent());
    }
}
