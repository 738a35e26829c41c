package io.parley.playground;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.turn.TurnStep;
import io.smallrye.mutiny.Multi;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One conversation of the local channel: what was sent each way, what goes wrong on purpose, and the log of it all. Safe for
 * use by many threads.
 */
final class LocalConversation {

    private static final int TAKEN = 201;
    private static final int MOST_SENT = 500;

    private final Room room;
    private final Clock clock;
    private final ObjectMapper mapper;
    private final EventLog log = new EventLog();
    private final DeliveryQueue queue;

    private final Map<String, Sent> sent = new LinkedHashMap<>();
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
            latest = Optional.of(message);
            sent(message).trouble = said.trouble();
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
        return Optional.ofNullable(sent.get(turn)).map(Sent::trouble).orElse(Trouble.NONE);
    }

    /** Takes, or refuses, what the bot sends. */
    synchronized Taken take(Call call) {
        Optional<String> turn = call.repliesTo().or(() -> running);
        String messageId = call.continues().orElseGet(() -> "m" + ++messages);
        int status = call.isMessage() ? turn.map(sent::get).map(Sent::answer).orElse(TAKEN) : TAKEN;
        log(PlaygroundEvent.FromBot.of(clock.millis(), turn.orElse(null), call, status, messageId));
        return new Taken(status, messageId);
    }

    /** Notes a step of a turn. A conversation has one that runs: what names no other belongs to that. */
    synchronized void step(String turn, TurnStep step) {
        switch (step.kind()) {
            case RUNNING -> running = Optional.of(turn);
            case DONE, DEAD, POSTPONED -> running = Optional.empty();
            default -> {}
        }
        log(new PlaygroundEvent.Step(
                clock.millis(),
                turn,
                step.kind().name().toLowerCase(Locale.ROOT),
                step.attempt(),
                step.messages() == 0 ? null : step.messages(),
                step.detail().orElse(null)));
    }

    /** The model is asked. */
    void asked(String turn) {
        log(new PlaygroundEvent.Step(clock.millis(), turn, "model", 0, null, null));
    }

    /** The model has answered, or has failed for a reason. */
    void answered(String turn, @Nullable String reason) {
        log(new PlaygroundEvent.Step(clock.millis(), turn, "answered", 0, null, reason));
    }

    /** Nothing more comes. */
    void close() {
        queue.close();
        log.close();
    }

    private void deliver(ObjectNode activity) {
        queue.add(new DeliveryQueue.Delivery(id(activity), ++sent(activity).deliveries, activity));
    }

    private Sent sent(ObjectNode activity) {
        if (sent.size() > MOST_SENT) {
            sent.remove(sent.keySet().iterator().next());
        }
        return sent.computeIfAbsent(id(activity), id -> new Sent());
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

    /** What is known of an activity of the channel's. */
    private static final class Sent {

        private Trouble trouble = Trouble.NONE;
        private int deliveries;
        private int refusals;

        Trouble trouble() {
            return trouble;
        }

        /** What the channel answers to the next message of the bot: at first what goes wrong. */
        int answer() {
            return refusals++ < trouble.refusals() ? trouble.status() : TAKEN;
        }
    }

    /** What the channel answers to the bot. */
    record Taken(int status, String messageId) {}
}
