/** Tests of the Kafka adapters: what they write, and what only a real broker shows. */
@NullMarked
package io.tributary.runner.kafka;

import org.jspecify.annotations.NullMarked;
