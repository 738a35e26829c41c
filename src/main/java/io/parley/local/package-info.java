/** What is for people on this machine only: whether there is a playground, and which addresses are this machine's own. */
@NullMarked
package io.parley.local;

import org.jspecify.annotations.NullMarked;
