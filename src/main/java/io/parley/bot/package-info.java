/** What the bot says in a turn: its persona, welcome, commands and apologies, and the model's answers. */
@NullMarked
package io.parley.bot;

import org.jspecify.annotations.NullMarked;
