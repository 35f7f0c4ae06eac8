/**
 * Whether a request at a webhook's address comes from whom it should: schemes as senders use them,
 * judged over the raw bytes. No storage, no HTTP server: {@link Verification} is the way in.
 */
@NullMarked
package io.tributary.runtime.hooks.verification;

import org.jspecify.annotations.NullMarked;
