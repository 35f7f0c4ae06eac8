/**
 * A container's output in a file that cannot fill the disk; written by one adapter, read by both.
 */
@NullMarked
package io.tributary.containers.logs;

import org.jspecify.annotations.NullMarked;
