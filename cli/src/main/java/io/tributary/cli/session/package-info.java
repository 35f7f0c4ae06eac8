/** Who is signed in where: the token file, the device log-in, and the active organization. */
@NullMarked
package io.tributary.cli.session;

import org.jspecify.annotations.NullMarked;
