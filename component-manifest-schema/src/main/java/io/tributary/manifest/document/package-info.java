/**
 * JSON with places: reads a stranger's bytes within limits and remembers line and column of every
 * name and value.
 *
 * <p>Called by the manifest reader. It knows JSON and nothing of what a document means; it opens
 * nothing.
 */
@NullMarked
package io.tributary.manifest.document;

import org.jspecify.annotations.NullMarked;
