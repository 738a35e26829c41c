package io.parley.ledger;

import io.parley.conversation.ConversationKey;
import java.util.Optional;

/** The name of a dead letter for operators: {@code <conversation>:<turn>}. */
record DeadLetterId(ConversationKey conversation, TurnId turn) {

    static Optional<DeadLetterId> parse(String id) {
        int colon = id.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : ConversationKey.parse(id.substring(0, colon))
                        .map(conversation -> new DeadLetterId(conversation, new TurnId(id.substring(colon + 1))));
    }
}
