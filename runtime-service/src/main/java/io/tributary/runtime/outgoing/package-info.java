/**
 * HTTP to addresses that tenants and publishers name: to public ones only, without redirects, and
 * limited in time and size. It must not know what is said there.
 */
@NullMarked
package io.tributary.runtime.outgoing;

import org.jspecify.annotations.NullMarked;
