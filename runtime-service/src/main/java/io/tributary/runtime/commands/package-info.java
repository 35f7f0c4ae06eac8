/**
 * What people ask of messages that wait at a step: try now, or try no more. Sent to the step
 * runners, who obey while they run.
 */
@NullMarked
package io.tributary.runtime.commands;

import org.jspecify.annotations.NullMarked;
