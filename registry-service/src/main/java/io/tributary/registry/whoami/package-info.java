/**
 * Tells callers who they are here, for those whose token does not say it themselves. Open to
 * everybody who is logged in, by whatever token.
 */
@NullMarked
package io.tributary.registry.whoami;

import org.jspecify.annotations.NullMarked;
