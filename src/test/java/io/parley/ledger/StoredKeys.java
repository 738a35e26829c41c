package io.parley.ledger;

import io.parley.activity.Activity;
import io.parley.conversation.ConversationKey;

/** The keys of Redis that tests of other packages read or break. */
public final class StoredKeys {

    private StoredKeys() {}

    public static String due(ConversationKey conversation) {
        return Keys.due(conversation.partition());
    }

    public static String dead(ConversationKey conversation) {
        return Keys.dead(conversation.partition());
    }

    public static String turn(Activity activity) {
        return turn(ConversationKey.of(activity), TurnId.of(activity));
    }

    public static String turn(ConversationKey conversation, TurnId id) {
        return Keys.turn(conversation, id);
    }
}
