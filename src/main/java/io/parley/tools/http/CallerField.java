package io.parley.tools.http;

import io.parley.tools.CallContext.Caller;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The facts about the user that a header can carry. */
public enum CallerField {
    CHANNEL(Caller::channelId),
    USER_ID(Caller::userId),
    ENTRA_OBJECT_ID(Caller::entraObjectId),
    TENANT_ID(Caller::tenantId);

    private final Function<Caller, @Nullable String> value;

    CallerField(Function<Caller, @Nullable String> value) {
        this.value = value;
    }

    /** Returns the value; empty when the channel gives none, or one that is not visible ASCII. */
    Optional<String> of(Caller caller) {
        return Optional.ofNullable(value.apply(caller))
                .filter(text -> !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f));
    }
}
