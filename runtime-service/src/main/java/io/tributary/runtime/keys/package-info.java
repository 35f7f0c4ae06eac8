/**
 * Keys of this installation, each a file of its own that only our user can read; made at the first
 * start. Whoever holds a key here holds no secret without the database, and the reverse.
 */
@NullMarked
package io.tributary.runtime.keys;

import org.jspecify.annotations.NullMarked;
