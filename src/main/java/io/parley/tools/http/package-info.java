/**
 * Calls operations of HTTP APIs: decides which addresses are allowed, adds credentials, and converts responses for the
 * model.
 */
@NullMarked
package io.parley.tools.http;

import org.jspecify.annotations.NullMarked;
