package io.parley.ledger;

import io.parley.activity.Activity;
import io.parley.conversation.ConversationKey;
import java.util.ArrayList;
import java.util.List;

/** The keys of turns in Redis. Those of a call share a partition, so a cluster runs it in one slot. */
final class Keys {

    private Keys() {}

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

    /** Unfinished turns of a user, by the time of their acceptance; those that have ended may still be there. */
    static String user(ConversationKey conversation, Activity activity) {
        String digest =
                ConversationKey.of(activity.channelId(), activity.from().id()).digest();
        return ConversationKey.partitionKey(conversation.partition(), "user") + ':' + digest;
    }

    /** What scripts need that store a turn and may start the conversation's first. */
    static List<String> accept(ConversationKey conversation, Activity activity) {
        String client =
                TurnId.ofClient(activity).map(id -> client(conversation, id)).orElse(turnPrefix(conversation));
        return with(with(run(conversation), client), user(conversation, activity));
    }

    /** What scripts need that start a turn, or end one and start the next. */
    static List<String> run(ConversationKey conversation) {
        return List.of(
                due(conversation.partition()),
                pending(conversation.partition()),
                conversation(conversation),
                turns(conversation),
                turnPrefix(conversation),
                history(conversation));
    }

    /** What scripts need that make a turn a dead letter, or queue one again. */
    static List<String> dead(ConversationKey conversation) {
        return with(run(conversation), dead(conversation.partition()));
    }

    /** What scripts need that look at a conversation, or give it back. */
    static List<String> held(ConversationKey conversation) {
        return List.of(
                due(conversation.partition()),
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
