/** The scenarios of the proof: a flow, a load, faults, a verdict. */
@NullMarked
package io.tributary.faults.scenarios;

import org.jspecify.annotations.NullMarked;
