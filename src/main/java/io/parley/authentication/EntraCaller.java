package io.parley.authentication;

import io.parley.activity.Activity;
import java.util.Optional;

/** The bearer of a token of Entra's. Such a token says nothing of serviceUrls or channels. */
final class EntraCaller extends Caller {

    @Override
    public Kind kind() {
        return Kind.ENTRA;
    }

    @Override
    Optional<String> objectionTo(Activity activity) {
        return Optional.empty();
    }
}
