/**
 * What is said to a provider of OAuth 2: where its pages and endpoints are, and asking it for
 * tokens. It must not know whose tokens they are or where they are kept.
 */
@NullMarked
package io.tributary.runtime.authorizations.provider;

import org.jspecify.annotations.NullMarked;
