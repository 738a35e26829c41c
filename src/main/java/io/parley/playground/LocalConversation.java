package io.parley.playground;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.Toolbox;
import io.parley.turn.TurnStep;
import io.smallrye.mutiny.Multi;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * One conversation of the local channel: the activities in both directions, the deliberate failures, and the log of all
 * events. Thread-safe.
 */
final class LocalConversation {

    private static final int CREATED = 201;

    private final Room room;
    private final Clock clock;
    private final ObjectMapper mapper;
    private final EventLog log = new EventLog();
    private final TurnLog turns;
    private final DeliveryQueue queue;

    private final SentActivities sent = new SentActivities();
    private Optional<ObjectNode> latest = Optional.empty();
    private Optional<String> running = Optional.empty();
    private int messageIds;

    LocalConversation(Room room, MessagesClient bot, Toolbox tools, ObjectMapper mapper, Clock clock) {
        this.room = room;
        this.mapper = mapper;
        this.clock = clock;
        this.turns = new TurnLog(this::log, tools, clock);
        this.queue = new DeliveryQueue(bot, room.serviceUrl(), this::log, clock);
    }

    Room room() {
        return room;
    }

    /** Returns all events after the entry with a number, and all future events. */
    Multi<EventLog.Entry> events(long number) {
        return log.after(number);
    }

    /** Tells the bot that the user has joined. */
    synchronized void join() {
        deliver(room.joined(newId(), clock.instant()));
    }

    /** Sends each text as its own message. */
    synchronized void say(UserMessages messages) {
        for (String text : messages.texts()) {
            ObjectNode message = room.message(newId(), text, messages.mention(), clock.instant());
            latest = Optional.of(message);
            sent.trouble(message, messages.trouble());
            deliver(message);
        }
    }

    /** Delivers the last message again, like the Connector after a lost response. Returns false if there is no message. */
    synchronized boolean repeat() {
        latest.ifPresent(this::deliver);
        return latest.isPresent();
    }

    /** Rates an answer. */
    synchronized void rate(String messageId, String reaction) {
        deliver(room.feedback(newId(), messageId, reaction, clock.instant()));
    }

    /** Presses a button of a card. */
    synchronized void press(ButtonPress pressed) {
        String id = newId();
        deliver(
                pressed.isExecute()
                        ? room.executed(id, pressed, clock.instant())
                        : room.submitted(id, pressed, clock.instant()));
    }

    /** Whether the bot works on a message with this deliberate failure. */
    synchronized boolean suffers(Trouble trouble) {
        return running.filter(turn -> trouble(turn) == trouble).isPresent();
    }

    /** Returns the deliberate failure of a message. */
    synchronized Trouble trouble(String turn) {
        return sent.trouble(turn);
    }

    /** Accepts or rejects a call of the bot. */
    synchronized ConnectorResponse receive(Call call) {
        // The answer to a pressed button on Teams replies to the card's message, which is no turn.
        Optional<String> turn = call.repliesTo().filter(sent::contains).or(() -> running);
        String messageId = call.continues().orElseGet(() -> "m" + ++messageIds);
        int status = call.isMessage() ? turn.flatMap(sent::deliberateFailure).orElse(CREATED) : CREATED;
        log(PlaygroundEvent.FromBot.of(clock.millis(), turn.orElse(null), call, status, messageId));
        return new ConnectorResponse(status, messageId);
    }

    /** Receives a step of a turn. Only one turn of a conversation runs, so calls that name no turn belong to it. */
    synchronized void step(String turn, TurnStep step) {
        switch (step.kind()) {
            case RUNNING -> running = Optional.of(turn);
            case DONE, DEAD, POSTPONED -> running = Optional.empty();
            default -> {}
        }
        turns.step(turn, step);
    }

    /** Returns the log of what happens in turns. */
    TurnLog turns() {
        return turns;
    }

    /** Ends the conversation. */
    void close() {
        queue.close();
        log.close();
    }

    private void deliver(ObjectNode activity) {
        queue.add(sent.delivery(activity));
    }

    private void log(PlaygroundEvent event) {
        try {
            log.append(mapper.writerFor(PlaygroundEvent.class).writeValueAsString(event));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
