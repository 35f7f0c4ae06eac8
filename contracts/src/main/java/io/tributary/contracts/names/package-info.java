/**
 * The names that cross process borders, parsed at the door. Every conversation uses them; they know
 * nothing but their own shape.
 */
@NullMarked
package io.tributary.contracts.names;

import org.jspecify.annotations.NullMarked;
