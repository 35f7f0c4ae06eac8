/** Checks a component's folder with the very rules of the push. Needs no server. */
@NullMarked
package io.tributary.cli.validate;

import org.jspecify.annotations.NullMarked;
