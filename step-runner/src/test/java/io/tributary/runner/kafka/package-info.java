/** Tests of what only a real broker shows. */
@NullMarked
package io.tributary.runner.kafka;

import org.jspecify.annotations.NullMarked;
