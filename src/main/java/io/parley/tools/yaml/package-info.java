/** Reads YAML and JSON with the lines of what is written, so that an error can name one. */
@NullMarked
package io.parley.tools.yaml;

import org.jspecify.annotations.NullMarked;
