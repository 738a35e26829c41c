/** Provides clocks. */
@NullMarked
package io.parley.time;

import org.jspecify.annotations.NullMarked;
