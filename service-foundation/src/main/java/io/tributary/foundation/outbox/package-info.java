/**
 * Events leave a service in the transaction that caused them: a table in the service's schema and a
 * relay to Kafka. At least once, in order of their ids.
 */
@NullMarked
package io.tributary.foundation.outbox;

import org.jspecify.annotations.NullMarked;
