/**
 * What a client must know before anybody is signed in: where to sign in, as which client, and which
 * rules this server checks by. Public; it must not tell anything else.
 */
@NullMarked
package io.tributary.registry.discovery;

import org.jspecify.annotations.NullMarked;
