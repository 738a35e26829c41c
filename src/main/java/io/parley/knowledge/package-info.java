/**
 * Reads the operator's documents from a folder, searches them for a question, gives passages to the model, and names sources.
 */
@NullMarked
package io.parley.knowledge;

import org.jspecify.annotations.NullMarked;
