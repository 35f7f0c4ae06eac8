/** The protocol test that every component host, in any language, is held against. */
@NullMarked
package io.tributary.protocol.tck;

import org.jspecify.annotations.NullMarked;
