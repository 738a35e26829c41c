package io.parley.playground;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A thumb up or down. */
@RegisterForReflection
public record Rating(String messageId, String reaction) {

    public Rating(@Nullable String messageId, @Nullable String reaction) {
        this.messageId = messageId == null ? "" : messageId;
        this.reaction = reaction == null ? "" : reaction;
    }

    @JsonIgnore
    boolean isWhole() {
        return !messageId.isEmpty() && List.of("like", "dislike").contains(reaction);
    }
}
