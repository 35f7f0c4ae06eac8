/**
 * The work that every side does on every message, and the messages. It also holds the components
 * that the host loads, so it must know nothing but the JDK and the SDK.
 */
@NullMarked
package io.tributary.benchmarks.work;

import org.jspecify.annotations.NullMarked;
