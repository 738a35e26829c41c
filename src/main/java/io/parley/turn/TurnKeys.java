package io.parley.turn;

import io.parley.conversation.ConversationKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of turns in Redis. Those of a call share a partition, so a cluster runs it in one slot. */
final class TurnKeys {

    private TurnKeys() {}

    /** Conversations with unfinished turns, by the time from which anyone may take them. */
    static String due(int partition) {
        return ConversationKey.partitionKey(partition, "due");
    }

    /** Unfinished turns, by the time of their acceptance. */
    static String pending(int partition) {
        return ConversationKey.partitionKey(partition, "pending");
    }

    /** Turns that were given up, by the time of that. */
    static String dead(int partition) {
        return ConversationKey.partitionKey(partition, "dead");
    }

    /** The holder of the conversation, its fence, and what is known of it. */
    static String conversation(ConversationKey conversation) {
        return conversation.key("conversation");
    }

    /** Ids of unfinished turns, oldest first. */
    static String turns(ConversationKey conversation) {
        return conversation.key("turns");
    }

    /** What was said, oldest first. */
    static String history(ConversationKey conversation) {
        return conversation.key("history");
    }

    static String turn(ConversationKey conversation, TurnId id) {
        return turnPrefix(conversation) + id.value();
    }

    /** Of a conversation's turns. */
    static String turnPrefix(ConversationKey conversation) {
        return conversation.key("turn") + ':';
    }

    /** Of all turns of a partition, each named by its conversation and itself. */
    static String turnPrefix(int partition) {
        return ConversationKey.partitionKey(partition, "turn") + ':';
    }

    /** A turn by the id that the client gave its message. */
    static String client(ConversationKey conversation, TurnId id) {
        return conversation.key("client") + ':' + id.value();
    }

    /** That an activity was noted which takes no turn. */
    static String noted(ConversationKey conversation, TurnId id) {
        return conversation.key("noted") + ':' + id.value();
    }

    /** What scripts need that store a turn and may start the conversation's first. */
    static List<String> accept(ConversationKey conversation, Optional<TurnId> client) {
        return with(
                run(conversation), client.map(id -> client(conversation, id)).orElse(turnPrefix(conversation)));
    }

    /** What scripts need that end a turn and start the next. */
    static List<String> run(ConversationKey conversation) {
        return with(queue(conversation), history(conversation));
    }

    /** What scripts need that end a turn as a dead letter and start the next. */
    static List<String> bury(ConversationKey conversation) {
        return with(run(conversation), dead(conversation.partition()));
    }

    /** What scripts need that queue a dead letter's turn again. */
    static List<String> replay(ConversationKey conversation) {
        return with(queue(conversation), dead(conversation.partition()));
    }

    /** What scripts need that start a turn. */
    static List<String> takeOver(ConversationKey conversation) {
        return with(held(conversation), history(conversation));
    }

    /** What scripts need that look at a conversation, or give it back. */
    static List<String> held(ConversationKey conversation) {
        return List.of(
                due(conversation.partition()),
                conversation(conversation),
                turns(conversation),
                turnPrefix(conversation));
    }

    private static List<String> queue(ConversationKey conversation) {
        return List.of(
                due(conversation.partition()),
                pending(conversation.partition()),
                conversation(conversation),
                turns(conversation),
                turnPrefix(conversation));
    }

    private static List<String> with(List<String> keys, String last) {
        List<String> all = new ArrayList<>(keys);
        all.add(last);
        return all;
    }
}
