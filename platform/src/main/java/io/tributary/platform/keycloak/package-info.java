/**
 * The embedded Keycloak and the realm as code. Jackson 2 is allowed here alone, because Keycloak's
 * admin client speaks it.
 */
@NullMarked
package io.tributary.platform.keycloak;

import org.jspecify.annotations.NullMarked;
