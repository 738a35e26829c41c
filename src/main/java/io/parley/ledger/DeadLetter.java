package io.parley.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A turn that was given up, as an operator sees it: without what was said.
 *
 * @param id {@code <conversation>:<turn>}, both as logs show them
 * @param channelId of the activity, like the two after it; absent when the activity cannot be read
 * @param conversationId as the channel knows it
 * @param reason holds no text of the conversation
 * @param answered whether there is an answer, which could not be delivered: a replay sends that, and asks the model nothing
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
        boolean answered) {}
