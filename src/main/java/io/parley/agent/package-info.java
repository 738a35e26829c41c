/** Answers a question: builds the prompt, asks the model and makes the calls that it asks for, until it answers. */
@NullMarked
package io.parley.agent;

import org.jspecify.annotations.NullMarked;
