/** Serves the messaging endpoint, to which Azure Bot Service and test clients post activities. */
@NullMarked
package io.parley.messages;

import org.jspecify.annotations.NullMarked;
