/**
 * The live log of a build: lines with stage and time in one file per build, followed while written.
 *
 * <p>Stages write it, the API reads it; it must not know what the lines are about.
 */
@NullMarked
package io.tributary.builder.log;

import org.jspecify.annotations.NullMarked;
