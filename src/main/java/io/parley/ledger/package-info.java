/** What Redis holds of turns: the scripts that change it, claims and leases of conversations, and dead letters. */
@NullMarked
package io.parley.ledger;

import org.jspecify.annotations.NullMarked;
