/**
 * Who calls: tokens are verified here and nowhere else. Controllers see a Caller; no route is open
 * that this package does not name.
 */
@NullMarked
package io.tributary.foundation.login;

import org.jspecify.annotations.NullMarked;
