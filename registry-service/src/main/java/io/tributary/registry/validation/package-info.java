/**
 * The manifest's rules for those who have no repository at hand: the published JSON Schema, and a
 * check that answers what a push would. Keeps nothing.
 */
@NullMarked
package io.tributary.registry.validation;

import org.jspecify.annotations.NullMarked;
