/** Keeps questions in Redis that the documents did not answer. */
@NullMarked
package io.parley.unanswered;

import org.jspecify.annotations.NullMarked;
