package io.parley.messages;

import io.parley.activity.Activity;
import java.util.List;

/** The answer to {@code deliveryMode: expectReplies}: all that the bot says in the turn, in order. */
record ExpectedReplies(List<Activity> activities) {}
