/**
 * What organizations own here, builds and their logs: counted, exported, and deleted when they have
 * left. The foundation asks; it must not know how a build is carried out.
 */
@NullMarked
package io.tributary.builder.leaving;

import org.jspecify.annotations.NullMarked;
