/** Calls peers over HTTP within limits of size and time, and has the shared values of HTTP. Knows no particular peer. */
@NullMarked
package io.parley.http;

import org.jspecify.annotations.NullMarked;
