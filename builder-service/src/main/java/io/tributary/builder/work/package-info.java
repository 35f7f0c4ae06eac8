/**
 * Who carries builds out: a pool of workers that claim, run, and report exactly once.
 *
 * <p>Started with the service; requests wake it. It must not know HTTP or how a stage does its job.
 */
@NullMarked
package io.tributary.builder.work;

import org.jspecify.annotations.NullMarked;
