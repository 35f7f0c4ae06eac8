/**
 * Runs a component in a plain unit test, without Kafka, Docker or a platform.
 *
 * <p>It plays the step runner, over a pipe, to the very host that stands in the component's image:
 * so inputs are bound, failures sorted and limits kept exactly as in production. It must not know a
 * service.
 */
@NullMarked
package io.tributary.testkit;

import org.jspecify.annotations.NullMarked;
