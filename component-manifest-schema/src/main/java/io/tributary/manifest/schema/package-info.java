/**
 * Judges a stranger's JSON Schema without evaluating it: where it points, what it costs, whether
 * its patterns end in time; and turns draft-3 habits into today's.
 *
 * <p>Called by the manifest reader for the schemas of operations. It resolves references inside the
 * one document only: nothing is ever loaded.
 */
@NullMarked
package io.tributary.manifest.schema;

import org.jspecify.annotations.NullMarked;
