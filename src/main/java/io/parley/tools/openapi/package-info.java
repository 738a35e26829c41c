/** Reads operations from a document of OpenAPI 3.0 or 3.1: a subset, and an error with its place for everything else. */
@NullMarked
package io.parley.tools.openapi;

import org.jspecify.annotations.NullMarked;
