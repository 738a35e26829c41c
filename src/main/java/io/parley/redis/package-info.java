/** Which Redis to talk to. */
@NullMarked
package io.parley.redis;

import org.jspecify.annotations.NullMarked;
