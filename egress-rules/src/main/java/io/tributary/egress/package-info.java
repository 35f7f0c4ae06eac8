/**
 * Where connections may not go that are made on a stranger's word: a component's, by the step
 * runner's egress proxy; a flow's notices, by the runtime service.
 */
@NullMarked
package io.tributary.egress;

import org.jspecify.annotations.NullMarked;
