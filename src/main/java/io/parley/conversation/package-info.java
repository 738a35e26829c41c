/** Conversations: their keys in Redis, their history, and the window of it that the model sees. */
@NullMarked
package io.parley.conversation;

import org.jspecify.annotations.NullMarked;
