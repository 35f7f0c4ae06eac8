/**
 * The front door: requests at webhook addresses become messages before they are answered, and
 * callers may wait for a flow's reply. No database on this path once an address is known.
 */
@NullMarked
package io.tributary.runtime.hooks;

import org.jspecify.annotations.NullMarked;
