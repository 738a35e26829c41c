/** Names settings by their environment variables in error messages. */
@NullMarked
package io.parley.configuration;

import org.jspecify.annotations.NullMarked;
