/** Limits the share of the heap of each kind of work. */
@NullMarked
package io.parley.memory;

import org.jspecify.annotations.NullMarked;
