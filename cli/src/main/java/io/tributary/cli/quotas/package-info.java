/** {@code quotas}: what an organization may have, how much it uses; the operator sets limits. */
@NullMarked
package io.tributary.cli.quotas;

import org.jspecify.annotations.NullMarked;
