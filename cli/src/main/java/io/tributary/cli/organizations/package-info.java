/** {@code orgs}: organizations, their members and invitations. */
@NullMarked
package io.tributary.cli.organizations;

import org.jspecify.annotations.NullMarked;
