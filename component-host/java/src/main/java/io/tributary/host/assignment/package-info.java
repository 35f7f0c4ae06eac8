/**
 * What a worker is told to be: the operation, its fields, its connection and the hosts it may
 * reach.
 */
@NullMarked
package io.tributary.host.assignment;

import org.jspecify.annotations.NullMarked;
