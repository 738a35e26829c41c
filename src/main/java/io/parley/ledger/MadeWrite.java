package io.parley.ledger;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * A call of a tool that may have changed something: for operators, without its arguments and its result.
 *
 * @param call {@code <conversation>:<turn>/<round>/<number>}: the idempotency key that the tool was given
 * @param outcome {@code succeeded}, {@code failed}, or {@code unknown} if it may or may not have been made
 * @param channelId where the user asked for it
 * @param userId the channel's id of that user
 */
@RegisterForReflection
public record MadeWrite(String call, String tool, String outcome, Instant endedAt, String channelId, String userId) {}
