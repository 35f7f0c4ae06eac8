/**
 * Personal access tokens: a member makes one for a machine of its own, with a few scopes and an
 * end, and takes it back at any time. Only hashes are kept. Members call it over REST; the log-in
 * asks it who holds a token. What a holder may do now is judged by the memberships, not here.
 */
@NullMarked
package io.tributary.registry.tokens;

import org.jspecify.annotations.NullMarked;
