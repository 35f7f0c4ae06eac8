/**
 * What tests of the runner stand on: a real broker, component hosts, a runtime that starts them.
 */
@NullMarked
package io.tributary.runner.support;

import org.jspecify.annotations.NullMarked;
