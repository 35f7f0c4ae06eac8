/** What happened: runs of flows, and the lines their steps logged. */
@NullMarked
package io.tributary.cli.runs;

import org.jspecify.annotations.NullMarked;
