/**
 * The tokens that the bot presents to others. {@link io.parley.credentials.Identity} is who it is,
 * {@link io.parley.credentials.ClientCredential} what an application proves it with; sources of tokens ask each time, and
 * {@link io.parley.credentials.CachingTokenSource} keeps what they get.
 */
@NullMarked
package io.parley.credentials;

import org.jspecify.annotations.NullMarked;
