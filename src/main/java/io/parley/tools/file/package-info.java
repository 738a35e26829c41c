/** Reads the operator's file of tools, and makes the toolbox from it. Every mistake in the file stops the start. */
@NullMarked
package io.parley.tools.file;

import org.jspecify.annotations.NullMarked;
