/** Serves the routes for operators on the management port. */
@NullMarked
package io.parley.operations;

import org.jspecify.annotations.NullMarked;
