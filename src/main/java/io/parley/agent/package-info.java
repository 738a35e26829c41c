/** The answer to a question: what the model is asked with, and the rounds until it answers. */
@NullMarked
package io.parley.agent;

import org.jspecify.annotations.NullMarked;
