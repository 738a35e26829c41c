/** What an operator looks at and does, on the management port. */
@NullMarked
package io.parley.operations;

import org.jspecify.annotations.NullMarked;
