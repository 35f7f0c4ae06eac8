/** Steps on a real broker, with a component that the test plays itself. */
@NullMarked
package io.tributary.runner.steps;

import org.jspecify.annotations.NullMarked;
