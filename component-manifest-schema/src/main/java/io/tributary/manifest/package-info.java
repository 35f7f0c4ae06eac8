/**
 * What a component says about itself: the reader turns the bytes of {@code component.json} into a
 * {@link io.tributary.manifest.Manifest} or into findings that name file, line, column, pointer,
 * code and advice.
 *
 * <p>Called by the registry at push, by the command line's {@code validate} and by every service
 * that reads an accepted manifest again. Bytes are a stranger's: nothing here opens a file or a
 * socket, and every input ends within its limits. It must not know who runs a component.
 */
@NullMarked
package io.tributary.manifest;

import org.jspecify.annotations.NullMarked;
