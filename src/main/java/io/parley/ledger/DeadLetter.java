package io.parley.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A turn that was given up, without its texts: for operators.
 *
 * @param id {@code <conversation>:<turn>}, both as logs show them
 * @param channelId the activity's, like the next two; absent if the activity cannot be read
 * @param conversationId the channel's id of the conversation
 * @param reason contains no text of the conversation
 * @param steps its steps, oldest first, with the names of tools, such as {@code ended/1/1 order_status succeeded}; absent
 *     for a turn that called no tools. A replay continues after them
 * @param answered whether there is an answer that could not be delivered: a replay sends it, and does not ask the model
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
public record DeadLetter(
        String id,
        @Nullable String channelId,
        @Nullable String conversationId,
        @Nullable String activityId,
        Instant givenUpAt,
        int attempts,
        String reason,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> steps,
        boolean answered) {}
