/** Stores turns in Redis: the scripts that change them, claims and leases of conversations, and dead letters. */
@NullMarked
package io.parley.ledger;

import org.jspecify.annotations.NullMarked;
