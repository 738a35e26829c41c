/** How much of the heap each kind of work may take. */
@NullMarked
package io.parley.memory;

import org.jspecify.annotations.NullMarked;
