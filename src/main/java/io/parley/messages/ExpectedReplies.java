package io.parley.messages;

import io.parley.activity.Activity;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** The answer to {@code deliveryMode: expectReplies}: all that the bot says in the turn, in order. */
@RegisterForReflection
record ExpectedReplies(List<Activity> activities) {}
