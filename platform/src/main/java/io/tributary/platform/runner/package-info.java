/**
 * The step runner as a child process: what it is told through its environment, which never is a
 * secret.
 */
@NullMarked
package io.tributary.platform.runner;

import org.jspecify.annotations.NullMarked;
