package io.parley.ledger;

/**
 * A started turn that cannot even be given up with an apology: its activity cannot be read, or it was started too often. It has to
 * be dead-lettered, so that its conversation goes on.
 *
 * @param reason contains no text of the conversation
 */
public record UnreadableTurn(Lease lease, TurnId id, long startedAt, String reason) implements StartedTurn {

    @Override
    public long bytes() {
        return 0;
    }
}
