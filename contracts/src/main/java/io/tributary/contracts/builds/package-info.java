/**
 * The conversation between registry and builder: a build is requested, and it ends. Both ways by
 * Kafka.
 */
@NullMarked
package io.tributary.contracts.builds;

import org.jspecify.annotations.NullMarked;
