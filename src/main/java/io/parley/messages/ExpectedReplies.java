package io.parley.messages;

import io.parley.activity.Activity;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** The response to {@code deliveryMode: expectReplies}: all messages of the bot in the turn, in order. */
@RegisterForReflection
record ExpectedReplies(List<Activity> activities) {}
