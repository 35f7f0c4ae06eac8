/**
 * Takes messages that wait before a step out of a flow: only by a person who names how many there
 * are, and exactly those. Called over HTTP; knows topics and what is deployed, not how messages are
 * delivered.
 */
@NullMarked
package io.tributary.runtime.discards;

import org.jspecify.annotations.NullMarked;
