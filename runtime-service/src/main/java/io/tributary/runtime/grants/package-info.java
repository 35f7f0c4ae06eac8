/**
 * What an organization lets components reach: which of the hosts that a manifest names outright are
 * allowed and which refused. What a manifest draws from a connection's fields was said by whoever
 * made the connection, and is not asked again.
 *
 * <p>Flows are deployed only where each asked host is decided; the deployments take the allowed
 * ones from here, and are told when that changes ({@link DeployedHosts}).
 */
@NullMarked
package io.tributary.runtime.grants;

import org.jspecify.annotations.NullMarked;
