/** Calls operations of HTTP APIs: where a call may go, what it carries, and what its answer becomes for the model. */
@NullMarked
package io.parley.tools.http;

import org.jspecify.annotations.NullMarked;
