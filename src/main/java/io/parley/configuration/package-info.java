/** How settings are told of to whoever runs the bot. */
@NullMarked
package io.parley.configuration;

import org.jspecify.annotations.NullMarked;
