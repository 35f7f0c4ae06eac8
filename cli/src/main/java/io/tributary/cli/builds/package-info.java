/** Builds: list, show, follow, wait, cancel. */
@NullMarked
package io.tributary.cli.builds;

import org.jspecify.annotations.NullMarked;
