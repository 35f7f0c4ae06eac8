/**
 * The embedded Kafka broker (KRaft, one node) in a JVM of its own, with kept data. Its settings
 * live here and nowhere else.
 */
@NullMarked
package io.tributary.platform.kafka;

import org.jspecify.annotations.NullMarked;
