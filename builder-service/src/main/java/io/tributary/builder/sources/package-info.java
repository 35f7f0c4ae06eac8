/**
 * Where source comes from: the registry's Git repositories, read object by object.
 *
 * <p>Nothing is ever checked out: only plain files and folders under limits reach the disk. It must
 * not know what the source is for.
 */
@NullMarked
package io.tributary.builder.sources;

import org.jspecify.annotations.NullMarked;
