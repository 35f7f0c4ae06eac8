/**
 * What is measured: our step runner with its hosts, and the peers, behind one word. A side is
 * started for each measurement and ended after it.
 */
@NullMarked
package io.tributary.benchmarks.sides;

import org.jspecify.annotations.NullMarked;
