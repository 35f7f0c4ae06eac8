/** What was measured beside what was to be reached, written into the document between two marks. */
@NullMarked
package io.tributary.benchmarks.report;

import org.jspecify.annotations.NullMarked;
