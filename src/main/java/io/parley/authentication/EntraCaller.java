package io.parley.authentication;

import io.parley.activity.Activity;
import java.time.Instant;
import java.util.Optional;

/** A caller with an Entra token. Such a token names neither serviceUrls nor channels. */
final class EntraCaller extends Caller {

    private final Optional<String> application;
    private final Instant validUntil;

    /** @param application empty for the bot's own application */
    EntraCaller(Optional<String> application, Instant validUntil) {
        this.application = application;
        this.validUntil = validUntil;
    }

    @Override
    public CallerKind kind() {
        return CallerKind.ENTRA;
    }

    @Override
    public Optional<String> application() {
        return application;
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
