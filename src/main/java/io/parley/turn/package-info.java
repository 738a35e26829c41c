/** Turns: the ledger in Redis that loses, doubles and reorders none of them, and the workers that run them. */
@NullMarked
package io.parley.turn;

import org.jspecify.annotations.NullMarked;
