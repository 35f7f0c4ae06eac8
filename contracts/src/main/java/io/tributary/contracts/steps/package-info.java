/**
 * What the runtime tells the step runners: which step consumes which topic with which component.
 * Also the headers of every message.
 */
@NullMarked
package io.tributary.contracts.steps;

import org.jspecify.annotations.NullMarked;
