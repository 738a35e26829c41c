/** The messaging endpoint: what Azure Bot Service and test clients post activities to. */
@NullMarked
package io.parley.messages;

import org.jspecify.annotations.NullMarked;
