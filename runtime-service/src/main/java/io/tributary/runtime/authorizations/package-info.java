/**
 * OAuth 2 for connections: asks people for their consent, keeps the tokens that providers give for
 * it, and renews them before they end, one at a time across all processes. Connections ask it for
 * access tokens through their port; it must not know workers.
 */
@NullMarked
package io.tributary.runtime.authorizations;

import org.jspecify.annotations.NullMarked;
