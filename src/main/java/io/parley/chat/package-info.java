/** The model that answers: Azure OpenAI over its REST API, and what may go wrong there. */
@NullMarked
package io.parley.chat;

import org.jspecify.annotations.NullMarked;
