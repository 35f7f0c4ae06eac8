/**
 * The shelf as the runtime knows it: which component versions may stand in a flow, filled from the
 * registry's listings. Flows and connections ask it; it knows neither of them, nor how a version
 * came to be.
 */
@NullMarked
package io.tributary.runtime.components;

import org.jspecify.annotations.NullMarked;
