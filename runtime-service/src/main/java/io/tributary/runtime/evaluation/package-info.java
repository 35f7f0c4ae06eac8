/**
 * Evaluates expressions of tenants in a child process of its own, which is ended when it takes too
 * long: nothing they wrote is evaluated in the service. Called by what changes many messages.
 */
@NullMarked
package io.tributary.runtime.evaluation;

import org.jspecify.annotations.NullMarked;
