/**
 * The stages of a build, one class with one job each, and the line that runs them in order.
 *
 * <p>Workers call the line. A stage knows the folder of its build and the port that it needs; it
 * must not know queues, tables or who asked.
 */
@NullMarked
package io.tributary.builder.stages;

import org.jspecify.annotations.NullMarked;
