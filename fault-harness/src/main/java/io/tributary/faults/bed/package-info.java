/**
 * What a scenario stands on: brokers, runners, workers and a flow, and the hands that strike them.
 */
@NullMarked
package io.tributary.faults.bed;

import org.jspecify.annotations.NullMarked;
