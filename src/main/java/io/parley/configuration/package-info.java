/** How settings are read: names them by their environment variables in error messages, and finds their defaults. */
@NullMarked
package io.parley.configuration;

import org.jspecify.annotations.NullMarked;
