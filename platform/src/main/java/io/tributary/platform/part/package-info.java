/**
 * What a part of the platform is, its states, how the start is told to whoever waits, and how a
 * part that dies is brought back.
 */
@NullMarked
package io.tributary.platform.part;

import org.jspecify.annotations.NullMarked;
