/**
 * What one organization may have and do: the kinds of quotas, the limits, who shows the use. What
 * is counted, each service knows; here is what they have in common.
 */
@NullMarked
package io.tributary.foundation.quotas;

import org.jspecify.annotations.NullMarked;
