/** Tests over real Unix sockets. */
@NullMarked
package io.tributary.runner.egress;

import org.jspecify.annotations.NullMarked;
