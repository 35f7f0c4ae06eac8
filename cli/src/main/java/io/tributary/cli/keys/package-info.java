/** Rotation of keys, for whoever runs the platform. */
@NullMarked
package io.tributary.cli.keys;

import org.jspecify.annotations.NullMarked;
