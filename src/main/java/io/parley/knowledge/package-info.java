/** The operator's documents: read from a folder, searched for a question, shown to the model, and named as sources. */
@NullMarked
package io.parley.knowledge;

import org.jspecify.annotations.NullMarked;
