/**
 * Reshapes, filters, splits, batches, converts and checks messages; calls no service. Called by the
 * component host, which evaluates mappings before.
 */
package io.tributary.connectors.transform;
