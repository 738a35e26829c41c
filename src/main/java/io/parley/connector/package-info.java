/** Posts the bot's activities with the Bot Connector's REST API. */
@NullMarked
package io.parley.connector;

import org.jspecify.annotations.NullMarked;
