/** The tokens that the bot presents to others. */
@NullMarked
package io.parley.credentials;

import org.jspecify.annotations.NullMarked;
