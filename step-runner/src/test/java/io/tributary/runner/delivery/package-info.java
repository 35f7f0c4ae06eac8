/** Tests of the core, with workers and time in the test's hand. */
@NullMarked
package io.tributary.runner.delivery;

import org.jspecify.annotations.NullMarked;
