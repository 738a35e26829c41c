/** Replaces methods that are slow in the native executable. Nothing of it runs on the JVM. */
@NullMarked
package io.parley.nativeimage;

import org.jspecify.annotations.NullMarked;
