/**
 * What step runners ask of the platform: worker containers by digest, and leases of connections.
 * The only place that touches the container engine; it takes a closed request and never an author's
 * words.
 */
@NullMarked
package io.tributary.runtime.workers;

import org.jspecify.annotations.NullMarked;
