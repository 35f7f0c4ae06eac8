/** Tests over real Unix sockets. */
@NullMarked
package io.tributary.runner.workers;

import org.jspecify.annotations.NullMarked;
