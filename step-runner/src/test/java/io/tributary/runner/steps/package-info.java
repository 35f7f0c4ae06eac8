/** Tests of decisions, with a clock that the test moves. */
@NullMarked
package io.tributary.runner.steps;

import org.jspecify.annotations.NullMarked;
