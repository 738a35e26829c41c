package io.parley.ledger;

import io.parley.activity.Activity;
import io.parley.conversation.ConversationKey;
import java.util.ArrayList;
import java.util.List;

/** The keys of turns in Redis. The keys of one call share a partition, so a cluster runs the call in one slot. */
final class Keys {

    private Keys() {}

    /** Conversations with unfinished turns, by the time from which any replica may claim them. */
    static String due(int partition) {
        return ConversationKey.partitionKey(partition, "due");
    }

    /** Unfinished turns, by the time of their acceptance. */
    static String pending(int partition) {
        return ConversationKey.partitionKey(partition, "pending");
    }

    /** Dead letters, by the time when they were made. */
    static String dead(int partition) {
        return ConversationKey.partitionKey(partition, "dead");
    }

    /** The holder of the conversation, its fence, and other facts about it. */
    static String conversation(ConversationKey conversation) {
        return conversation.key("conversation");
    }

    /** Ids of unfinished turns, oldest first. */
    static String turns(ConversationKey conversation) {
        return conversation.key("turns");
    }

    /** The messages of history, oldest first. */
    static String history(ConversationKey conversation) {
        return conversation.key("history");
    }

    static String turn(ConversationKey conversation, TurnId id) {
        return turnPrefix(conversation) + id.value();
    }

    /** The newest calls of tools that may have changed something. */
    static String writes(int partition) {
        return ConversationKey.partitionKey(partition, "writes");
    }

    /** The steps of an unfinished turn or of a dead letter. Scripts derive the same key from the turn's. */
    static String steps(ConversationKey conversation, TurnId id) {
        return conversation.key("steps") + ':' + id.value();
    }

    /** The beginning of the keys of a conversation's turns. */
    static String turnPrefix(ConversationKey conversation) {
        return conversation.key("turn") + ':';
    }

    /** The beginning of the keys of all turns of a partition; the names of the conversation and the turn follow. */
    static String turnPrefix(int partition) {
        return ConversationKey.partitionKey(partition, "turn") + ':';
    }

    /** The turn of a message, by the id that the client gave the message. */
    static String client(ConversationKey conversation, TurnId id) {
        return conversation.key("client") + ':' + id.value();
    }

    /** A mark that an activity without a turn was delivered. */
    static String delivered(ConversationKey conversation, TurnId id) {
        return conversation.key("noted") + ':' + id.value();
    }

    /** A user's unfinished turns, by the time of their acceptance; ended ones may still be in it. */
    static String user(ConversationKey conversation, Activity activity) {
        String digest =
                ConversationKey.of(activity.channelId(), activity.from().id()).digest();
        return ConversationKey.partitionKey(conversation.partition(), "user") + ':' + digest;
    }

    /** Keys of a script that stores a turn and may start the conversation's first turn. */
    static List<String> accept(ConversationKey conversation, Activity activity) {
        String client =
                TurnId.ofClient(activity).map(id -> client(conversation, id)).orElse(turnPrefix(conversation));
        return with(with(run(conversation), client), user(conversation, activity));
    }

    /** Keys of a script that starts a turn, or ends one and starts the next. */
    static List<String> run(ConversationKey conversation) {
        return List.of(
                due(conversation.partition()),
                pending(conversation.partition()),
                conversation(conversation),
                turns(conversation),
                turnPrefix(conversation),
                history(conversation));
    }

    /** Keys of a script that makes a turn a dead letter, or queues a dead letter again. */
    static List<String> dead(ConversationKey conversation) {
        return with(run(conversation), dead(conversation.partition()));
    }

    /** Keys of a script that looks at a conversation, or releases it. */
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
