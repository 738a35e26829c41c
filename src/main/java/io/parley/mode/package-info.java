/** Says in which mode Parley runs: production or development, with or without the playground, with or without traces. */
@NullMarked
package io.parley.mode;

import org.jspecify.annotations.NullMarked;
