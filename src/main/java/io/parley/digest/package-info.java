/** Digests of texts. */
@NullMarked
package io.parley.digest;

import org.jspecify.annotations.NullMarked;
