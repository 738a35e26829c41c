/** How Parley calls its peers over HTTP, within limits of size and time. Knows nothing of what the peers are. */
@NullMarked
package io.parley.http;

import org.jspecify.annotations.NullMarked;
