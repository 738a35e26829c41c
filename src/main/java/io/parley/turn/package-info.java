/** Runs turns: takes activities in, and answers each of them on some replica, once and in its order. */
@NullMarked
package io.parley.turn;

import org.jspecify.annotations.NullMarked;
