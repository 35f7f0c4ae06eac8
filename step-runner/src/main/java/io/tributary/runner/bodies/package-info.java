/**
 * Bodies that are too large for a message: pieces go in and out over a worker's connection, beside
 * its messages and without the step's thread. Called by the workers' connections; knows frames, and
 * of Kafka only the port.
 */
@NullMarked
package io.tributary.runner.bodies;

import org.jspecify.annotations.NullMarked;
