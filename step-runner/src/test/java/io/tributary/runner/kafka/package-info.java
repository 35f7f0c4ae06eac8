/** What the Kafka adapters write, without a broker. */
@NullMarked
package io.tributary.runner.kafka;

import org.jspecify.annotations.NullMarked;
