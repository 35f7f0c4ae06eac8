/** The service's own identity: an access token for calls to other services. */
@NullMarked
package io.tributary.foundation.tokens;

import org.jspecify.annotations.NullMarked;
