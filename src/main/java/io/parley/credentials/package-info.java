/**
 * Obtains the tokens that Parley sends to other services. {@link io.parley.credentials.Identities} has the identities, and
 * an {@link io.parley.credentials.Identity} has tokens for each resource. {@link io.parley.credentials.ClientCredential} is
 * the credential of an application. Sources of tokens send a request on each call, and {@link
 * io.parley.credentials.CachingTokenSource} caches their tokens.
 */
@NullMarked
package io.parley.credentials;

import org.jspecify.annotations.NullMarked;
