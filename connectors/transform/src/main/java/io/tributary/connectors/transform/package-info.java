/** Gives messages a new shape. Called by the component host, which evaluates the mapping. */
package io.tributary.connectors.transform;
