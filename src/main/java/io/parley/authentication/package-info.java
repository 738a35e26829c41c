/** The tokens that the bot is presented, and what they allow their bearer to say. */
@NullMarked
package io.parley.authentication;

import org.jspecify.annotations.NullMarked;
