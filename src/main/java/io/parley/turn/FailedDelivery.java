package io.parley.turn;

import io.parley.connector.ConnectorException;
import java.util.Set;

/** Says what a failure to send a message means for its turn. */
final class FailedDelivery {

    /** The bot may not write to the user, or the conversation does not exist: an apology would be rejected as well. */
    private static final Set<Integer> OUT_OF_REACH = Set.of(0, 401, 403, 404);

    private FailedDelivery() {}

    /** Whether the message must not be sent again. */
    static boolean isFinal(ConnectorException failure) {
        return !(failure instanceof ConnectorException.Transient) || mayHaveArrived(failure);
    }

    /** Whether the user may have the message. */
    static boolean mayHaveArrived(ConnectorException failure) {
        return failure instanceof ConnectorException.Ambiguous
                || failure instanceof ConnectorException.Failed
                || (failure instanceof ConnectorException.Transient busy && busy.mayHaveArrived());
    }

    /** Whether any other message to the user would be rejected as well. */
    static boolean isOutOfReach(ConnectorException failure) {
        return failure instanceof ConnectorException.Refused
                || (failure instanceof ConnectorException.Rejected rejected
                        && OUT_OF_REACH.contains(rejected.status()));
    }
}
