/** The Bot Connector's REST API: where and how the bot's activities are posted. */
@NullMarked
package io.parley.connector;

import org.jspecify.annotations.NullMarked;
