/** What services tell of who did what, for the organizations' audit logs. */
@NullMarked
package io.tributary.contracts.audit;

import org.jspecify.annotations.NullMarked;
