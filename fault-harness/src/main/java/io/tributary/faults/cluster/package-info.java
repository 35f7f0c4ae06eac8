/** Real Kafka brokers on loopback, one or three, that can be killed and come back. */
@NullMarked
package io.tributary.faults.cluster;

import org.jspecify.annotations.NullMarked;
