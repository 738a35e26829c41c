/** Tools that the model may ask to call: what they are, how they may be used, and how they are called. */
@NullMarked
package io.parley.tools;

import org.jspecify.annotations.NullMarked;
