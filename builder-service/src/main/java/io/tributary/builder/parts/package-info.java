/**
 * The files that the builder ships: the agent, the host layer's jars, and the platform's own Maven
 * artifacts. Packed into the builder's jar when it is built, laid out on disk at the start.
 */
@NullMarked
package io.tributary.builder.parts;

import org.jspecify.annotations.NullMarked;
