/** Limits the share of the heap of each kind of work, and returns memory that nothing needs. */
@NullMarked
package io.parley.memory;

import org.jspecify.annotations.NullMarked;
