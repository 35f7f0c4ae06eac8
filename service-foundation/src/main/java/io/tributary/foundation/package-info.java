/**
 * What the three services share: log-in, problems, outbox, persistence, ids. A service imports
 * {@link io.tributary.foundation.FoundationConfiguration} and gets all of it. It must not know any
 * service.
 */
@NullMarked
package io.tributary.foundation;

import org.jspecify.annotations.NullMarked;
