/** Verifies the tokens of incoming requests, and decides which activities a caller may send. */
@NullMarked
package io.parley.authentication;

import org.jspecify.annotations.NullMarked;
