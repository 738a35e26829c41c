/** Clocks. */
@NullMarked
package io.parley.time;

import org.jspecify.annotations.NullMarked;
