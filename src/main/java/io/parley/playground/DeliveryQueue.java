package io.parley.playground;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import java.net.URI;
import java.time.Clock;
import java.util.function.Consumer;

/** Delivers the activities of a conversation to the bot in order: each after the response to the one before. */
final class DeliveryQueue {

    private final MessagesClient bot;
    private final URI serviceUrl;
    private final Consumer<PlaygroundEvent> log;
    private final Clock clock;
    private final UnicastProcessor<Delivery> waiting = UnicastProcessor.create();

    DeliveryQueue(MessagesClient bot, URI serviceUrl, Consumer<PlaygroundEvent> log, Clock clock) {
        this.bot = bot;
        this.serviceUrl = serviceUrl;
        this.log = log;
        this.clock = clock;
        waiting.onItem()
                .transformToUniAndConcatenate(this::deliver)
                .subscribe()
                .with(done -> {}, failure -> Log.error("The playground has stopped delivering activities", failure));
    }

    synchronized void add(Delivery delivery) {
        waiting.onNext(delivery);
    }

    synchronized void close() {
        waiting.onComplete();
    }

    private Uni<Void> deliver(Delivery delivery) {
        long begin = clock.millis();
        log.accept(PlaygroundEvent.ToBot.of(begin, delivery.turn(), delivery.number(), delivery.activity()));
        return bot.post(serviceUrl, delivery.activity())
                .invoke(response -> log.accept(PlaygroundEvent.Delivery.of(begin, clock.millis(), delivery, response)))
                .replaceWithVoid();
    }

    /** @param number the number of this delivery of the activity, from 1 */
    record Delivery(String turn, int number, JsonNode activity) {}
}
