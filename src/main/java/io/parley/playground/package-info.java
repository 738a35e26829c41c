/** Trying the bot out on one machine, without Azure. */
@NullMarked
package io.parley.playground;

import org.jspecify.annotations.NullMarked;
