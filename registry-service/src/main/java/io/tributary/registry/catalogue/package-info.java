/**
 * The shelf as people and programs look at it: search, one component, one version. Reads versions
 * and changes nothing. Every signed-in caller sees what is listed; what is not yet listed is seen
 * by its own organization only.
 */
@NullMarked
package io.tributary.registry.catalogue;

import org.jspecify.annotations.NullMarked;
