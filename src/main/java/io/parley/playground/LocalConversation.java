package io.parley.playground;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Multi;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One conversation of the local channel: what was sent each way, what goes wrong on purpose, and the log of it all. Safe for
 * use by many threads.
 */
final class LocalConversation {

    private static final int TAKEN = 201;

    private final Room room;
    private final Clock clock;
    private final ObjectMapper mapper;
    private final EventLog log = new EventLog();
    private final DeliveryQueue queue;

    private final Map<String, Trouble> troubles = new HashMap<>();
    private final Map<String, Integer> refusals = new HashMap<>();
    private final Map<String, Integer> deliveries = new HashMap<>();
    private Optional<ObjectNode> latest = Optional.empty();
    private Optional<String> running = Optional.empty();
    private int messages;

    LocalConversation(Room room, MessagesClient bot, ObjectMapper mapper, Clock clock) {
        this.room = room;
        this.mapper = mapper;
        this.clock = clock;
        this.queue = new DeliveryQueue(bot, room.serviceUrl(), this::log, clock);
    }

    Room room() {
        return room;
    }

    /** What happened after an entry of that number, and all that will. */
    Multi<EventLog.Entry> events(long number) {
        return log.after(number);
    }

    /** Tells the bot that the user came. */
    synchronized void join() {
        deliver(room.joined(newId(), clock.instant()));
    }

    /** Says something, each text as a message of its own. */
    synchronized void say(Said said) {
        for (String text : said.texts()) {
            ObjectNode message = room.message(newId(), text, said.mention(), clock.instant());
            troubles.put(id(message), said.trouble());
            refusals.put(id(message), said.trouble().refusals());
            latest = Optional.of(message);
            deliver(message);
        }
    }

    /** Delivers the last message again, as the Connector does that did not hear the answer; false where there is none. */
    synchronized boolean repeat() {
        latest.ifPresent(this::deliver);
        return latest.isPresent();
    }

    /** Rates an answer. */
    synchronized void rate(String messageId, String reaction) {
        deliver(room.feedback(newId(), messageId, reaction, clock.instant()));
    }

    /** What goes wrong with a message. */
    synchronized Trouble trouble(String turn) {
        return troubles.getOrDefault(turn, Trouble.NONE);
    }

    /** Takes, or refuses, what the bot sends. */
    synchronized Taken take(Call call) {
        Optional<String> turn = call.repliesTo().or(() -> running);
        String messageId = call.continues().orElseGet(() -> "m" + ++messages);
        int status = call.isMessage() ? turn.map(this::answer).orElse(TAKEN) : TAKEN;
        log(PlaygroundEvent.FromBot.of(clock.millis(), turn.orElse(null), call, status, messageId));
        return new Taken(status, messageId);
    }

    /** Notes a step of a turn. */
    synchronized void step(String turn, String step, int attempt, Optional<String> detail) {
        running = Optional.of(turn);
        log(new PlaygroundEvent.Step(clock.millis(), turn, step, attempt, detail.orElse(null)));
    }

    /** Nothing more comes. */
    void close() {
        queue.close();
        log.close();
    }

    private int answer(String turn) {
        int left = refusals.getOrDefault(turn, 0);
        if (left == 0) {
            return TAKEN;
        }
        refusals.put(turn, left - 1);
        return trouble(turn).status();
    }

    private void deliver(ObjectNode activity) {
        int delivery = deliveries.merge(id(activity), 1, Integer::sum);
        queue.add(new DeliveryQueue.Delivery(id(activity), delivery, activity));
    }

    private void log(PlaygroundEvent event) {
        try {
            log.append(mapper.writerFor(PlaygroundEvent.class).writeValueAsString(event));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String id(ObjectNode activity) {
        return activity.path("id").asText();
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    /** What the channel answers to the bot. */
    record Taken(int status, String messageId) {}
}
