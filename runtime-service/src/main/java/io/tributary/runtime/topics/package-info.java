/**
 * Topics and positions of flows at the broker, behind a port: what exists, what waits, and records
 * by place. Every feature that looks into Kafka does it through here.
 */
@NullMarked
package io.tributary.runtime.topics;

import org.jspecify.annotations.NullMarked;
