/**
 * One minimal program for each peer, each in a JVM of its own, as its user would write it and as
 * somebody who knows it would. They must know nothing of the product or of the harness.
 */
@NullMarked
package io.tributary.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
