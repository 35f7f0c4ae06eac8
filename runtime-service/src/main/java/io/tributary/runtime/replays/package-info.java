/**
 * Sends messages through steps again: dead letters, and executions from a step or from their start.
 * A replay is written down whole, sent at its rate into the steps' waiting rooms, each message
 * once, and told how far it is.
 */
@NullMarked
package io.tributary.runtime.replays;

import org.jspecify.annotations.NullMarked;
