/** Tests of the manifest's reader, its findings and its value types. */
@NullMarked
package io.tributary.manifest;

import org.jspecify.annotations.NullMarked;
