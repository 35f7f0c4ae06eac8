/**
 * Takes images off this machine with all that was made of them. Called by who knows that nobody
 * needs them any more; it must not know why.
 */
@NullMarked
package io.tributary.containers.removal;

import org.jspecify.annotations.NullMarked;
