/** The catalogue and the publishers. */
@NullMarked
package io.tributary.cli.components;

import org.jspecify.annotations.NullMarked;
