/**
 * What a caller may do in an organization: members and their roles as the registry tells them, and
 * the one table of permissions. A route of an organization says by {@link
 * io.tributary.foundation.membership.Needs} what it takes; one that says nothing is closed.
 */
@NullMarked
package io.tributary.foundation.membership;

import org.jspecify.annotations.NullMarked;
