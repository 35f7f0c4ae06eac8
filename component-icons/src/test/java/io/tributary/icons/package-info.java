/** Tests of what becomes of icons, with a pack of files that no program writes by itself. */
@NullMarked
package io.tributary.icons;

import org.jspecify.annotations.NullMarked;
