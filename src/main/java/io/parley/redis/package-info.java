/** Connects to Redis and runs scripts there. */
@NullMarked
package io.parley.redis;

import org.jspecify.annotations.NullMarked;
