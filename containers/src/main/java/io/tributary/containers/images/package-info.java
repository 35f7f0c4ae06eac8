/**
 * Images on disk as an OCI layout, and their layers unpacked once per digest.
 *
 * <p>The builder writes, both engines read. Nothing here runs an image or knows where it came from;
 * everything read is checked against its digest when it is written.
 */
@NullMarked
package io.tributary.containers.images;

import org.jspecify.annotations.NullMarked;
