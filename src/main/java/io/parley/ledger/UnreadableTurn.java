package io.parley.ledger;

/**
 * A started turn that this version cannot run. Another version wrote it, or something else than Parley did. It has to be
 * dead-lettered, so that its conversation goes on.
 *
 * @param reason holds no text of the conversation
 */
public record UnreadableTurn(Lease lease, TurnId id, long startedAt, String reason) implements StartedTurn {

    @Override
    public long bytes() {
        return 0;
    }
}
