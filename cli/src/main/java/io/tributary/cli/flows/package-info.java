/** Flows as files. */
@NullMarked
package io.tributary.cli.flows;

import org.jspecify.annotations.NullMarked;
