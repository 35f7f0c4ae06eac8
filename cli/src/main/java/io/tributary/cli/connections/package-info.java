/** Connections to other systems; secrets go in and are never shown. */
@NullMarked
package io.tributary.cli.connections;

import org.jspecify.annotations.NullMarked;
