/**
 * Makes the native executable faster and smaller in memory: replaces slow methods, and decides the order of the code. Nothing of it
 * runs on the JVM.
 */
@NullMarked
package io.parley.nativeimage;

import org.jspecify.annotations.NullMarked;
