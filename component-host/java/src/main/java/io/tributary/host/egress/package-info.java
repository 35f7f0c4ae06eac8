/**
 * The worker's only way out. A sandbox has no network but loopback: the host answers look-ups of
 * granted names with addresses out of 127.64.0.0/10, listens there, and passes what is connected to
 * it through the runner's {@code egress.sock}, where the grant is checked again. So any client
 * library works unchanged, and what is not granted cannot be said.
 */
@NullMarked
package io.tributary.host.egress;

import org.jspecify.annotations.NullMarked;
