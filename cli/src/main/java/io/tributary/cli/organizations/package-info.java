/** {@code orgs}: organizations, their members and invitations, and how they leave. */
@NullMarked
package io.tributary.cli.organizations;

import org.jspecify.annotations.NullMarked;
