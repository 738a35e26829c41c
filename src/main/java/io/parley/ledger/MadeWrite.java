package io.parley.ledger;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * A call of a tool that may have changed something: for operators, without its arguments and its result.
 *
 * @param call {@code <conversation>:<turn>/<round>/<number>}: the idempotency key that the tool was given
 * @param outcome {@code succeeded}, {@code failed}, {@code unknown} if it may or may not have been made, or {@code begun} if no end
 *     was recorded: it is under way, or its end was lost
 * @param endedAt when it ended; when it was begun if no end was recorded
 * @param channelId where the user asked for it
 * @param userId the channel's id of that user
 */
@RegisterForReflection
public record MadeWrite(String call, String tool, String outcome, Instant endedAt, String channelId, String userId) {}
