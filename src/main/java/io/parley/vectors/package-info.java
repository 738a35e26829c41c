/** Keeps vectors of passages in Redis, for restarts and for other replicas. */
@NullMarked
package io.parley.vectors;

import org.jspecify.annotations.NullMarked;
