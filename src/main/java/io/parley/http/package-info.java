/** Calls peers over HTTP within limits of size and time. Contains the values of HTTP that several packages use. */
@NullMarked
package io.parley.http;

import org.jspecify.annotations.NullMarked;
