/**
 * The runtime service: flows, connections, deployments, workers, webhooks and the view of what
 * happened. Only its start and its wiring stand here; every feature has a package of its own. It
 * must not know the registry, the builder or the step runner but by HTTP and Kafka.
 */
@NullMarked
package io.tributary.runtime;

import org.jspecify.annotations.NullMarked;
