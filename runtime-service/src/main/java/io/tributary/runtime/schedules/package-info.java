/**
 * Ticks of polling triggers: when they are due, what holds them back, and that each is made once
 * whatever number of processes look. Deployments open and close schedules; what becomes of a tick
 * is the step runners' business. It must not know how a flow is written or run.
 */
@NullMarked
package io.tributary.runtime.schedules;

import org.jspecify.annotations.NullMarked;
