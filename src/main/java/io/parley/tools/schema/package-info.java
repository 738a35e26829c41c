/** Checks arguments against the schemas of tools. */
@NullMarked
package io.parley.tools.schema;

import org.jspecify.annotations.NullMarked;
