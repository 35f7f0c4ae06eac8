/** The {@code tributary} command. Knows the platform by its public HTTP and Git addresses only. */
@NullMarked
package io.tributary.cli;

import org.jspecify.annotations.NullMarked;
