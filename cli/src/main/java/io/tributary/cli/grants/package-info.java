/** What components may reach: {@code grants}. */
@NullMarked
package io.tributary.cli.grants;

import org.jspecify.annotations.NullMarked;
