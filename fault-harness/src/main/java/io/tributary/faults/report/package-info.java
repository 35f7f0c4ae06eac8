/** What a run has found, as a person reads it. */
@NullMarked
package io.tributary.faults.report;

import org.jspecify.annotations.NullMarked;
