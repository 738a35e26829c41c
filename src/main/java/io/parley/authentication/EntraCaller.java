package io.parley.authentication;

import io.parley.activity.Activity;
import java.time.Instant;
import java.util.Optional;

/** The bearer of a token of Entra's. Such a token says nothing of serviceUrls or channels. */
final class EntraCaller extends Caller {

    private final Instant validUntil;

    EntraCaller(Instant validUntil) {
        this.validUntil = validUntil;
    }

    @Override
    public Kind kind() {
        return Kind.ENTRA;
    }

    @Override
    Instant validUntil() {
        return validUntil;
    }

    @Override
    Optional<String> objectionTo(Activity activity) {
        return Optional.empty();
    }
}
