/** A push as a person wants it: stock git underneath, then the build's log. */
@NullMarked
package io.tributary.cli.push;

import org.jspecify.annotations.NullMarked;
