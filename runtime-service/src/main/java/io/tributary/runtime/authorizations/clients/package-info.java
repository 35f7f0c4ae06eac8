/**
 * Who the platform is to providers of OAuth 2: a client of an organization's own, or one for all of
 * them. Secrets go in and are shown to providers alone. It must not know connections' tokens.
 */
@NullMarked
package io.tributary.runtime.authorizations.clients;

import org.jspecify.annotations.NullMarked;
