/**
 * What a build is: its order, its state, and where builds are kept.
 *
 * <p>Workers, requests and the API use it; it must not know how a build is carried out.
 */
@NullMarked
package io.tributary.builder.builds;

import org.jspecify.annotations.NullMarked;
