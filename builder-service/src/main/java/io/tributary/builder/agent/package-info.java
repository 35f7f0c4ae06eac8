/**
 * What runs inside the build sandbox: opens the way to the artifact proxy, runs Maven in the same
 * JVM, and sends the classes out.
 *
 * <p>Packed as a jar of its own and started by {@code Compile}. It stands among a stranger's code:
 * it holds nothing, decides nothing, and knows only the JDK.
 */
@NullMarked
package io.tributary.builder.agent;

import org.jspecify.annotations.NullMarked;
