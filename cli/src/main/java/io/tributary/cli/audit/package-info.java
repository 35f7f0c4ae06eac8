/** {@code audit}: who did what, and whether the log is as it was written. */
@NullMarked
package io.tributary.cli.audit;

import org.jspecify.annotations.NullMarked;
