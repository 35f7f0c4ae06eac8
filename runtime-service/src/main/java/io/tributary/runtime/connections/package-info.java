/**
 * Named sets of credentials of an organization: kept encrypted, shown without secrets, leased to
 * runners for memory only. It must not know flows; what uses a connection is asked through a port.
 */
@NullMarked
package io.tributary.runtime.connections;

import org.jspecify.annotations.NullMarked;
