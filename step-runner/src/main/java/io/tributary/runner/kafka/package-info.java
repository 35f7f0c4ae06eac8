/**
 * The broker's side: group membership and transactions of a step, the runner's assignments, logs
 * and events told besides. The only package that opens Kafka clients.
 *
 * <p>Called by the runner's main class and, through ports, by {@code steps}. See {@code DESIGN.md}
 * in the module's main package for the choice of settings.
 */
@NullMarked
package io.tributary.runner.kafka;

import org.jspecify.annotations.NullMarked;
