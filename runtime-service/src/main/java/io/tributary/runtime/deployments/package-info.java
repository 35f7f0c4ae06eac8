/**
 * From an accepted flow to assignments of its steps: topics, what travels along, granted hosts,
 * state. The HTTP interface of flows lives here, because every change of a flow is judged by what
 * it does to a running deployment.
 */
@NullMarked
package io.tributary.runtime.deployments;

import org.jspecify.annotations.NullMarked;
