/**
 * Lets one try the bot on one machine without Azure: with a page, a local channel in place of the Bot Connector, and the
 * demo model.
 */
@NullMarked
package io.parley.playground;

import org.jspecify.annotations.NullMarked;
