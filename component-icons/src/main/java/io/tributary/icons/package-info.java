/**
 * Makes a picture of ours from the icon that a component's repository holds: a PNG of one size,
 * drawn anew, in which nothing of the file is left but what it looks like.
 *
 * <p>Called by the registry at push and by the command line's {@code validate}. Bytes are a
 * stranger's: nothing here opens a file or a socket, every input ends within its limits, and what
 * is refused is told with place and advice. It must not know where icons come from or who sees
 * them.
 */
@NullMarked
package io.tributary.icons;

import org.jspecify.annotations.NullMarked;
