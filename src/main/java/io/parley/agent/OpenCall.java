package io.parley.agent;

import io.parley.chat.ToolCall;
import io.parley.conversation.CallNumber;

/**
 * A call that the model asked for, and that has no result yet.
 *
 * @param begun whether an earlier run of the turn began it, so that it may have been made
 */
record OpenCall(CallNumber number, ToolCall call, boolean begun) {}
