/**
 * Trying the bot out on one machine, without Azure: a page, the local channel behind it, which takes the Bot Connector's
 * place, and the demo model.
 */
@NullMarked
package io.parley.playground;

import org.jspecify.annotations.NullMarked;
