/**
 * The builder: turns a pushed commit into an image by digest.
 *
 * <p>This package only wires; the platform imports {@link
 * io.tributary.builder.BuilderConfiguration}.
 */
@NullMarked
package io.tributary.builder;

import org.jspecify.annotations.NullMarked;
